"""OpenEKYC: a self-hosted identity-verification server that speaks the Face ID (international) API."""

__version__ = "0.1.0"
