"""The default model files: fetched once as pinned packages, converted to ONNX, checked by hash when opened.

`catalogue` names them, `build` makes them, `folder` says where they lie, `session` opens them.
"""
