"""A small relying party: the shop that sends its customers to be verified and reads the results.

It is a program of its own that knows the server only through the official Python SDK, as an integrator's would.
"""
