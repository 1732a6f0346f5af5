"""The wire: Tencent Cloud API 3.0 as official SDKs speak it. Knows calls, signatures, errors, regions; no eKYC.

Source: the public pages "Signature v3", "Signature" and "Common Params" of the API 3.0 documentation, and what the
official SDKs of six languages were seen to send.
"""
