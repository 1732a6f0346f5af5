"""The regions in which the product is offered; a self-hosted server has none, it only accepts their names."""

BANGKOK = "ap-bangkok"
HONG_KONG = "ap-hongkong"
JAKARTA = "ap-jakarta"
SINGAPORE = "ap-singapore"
SAO_PAULO = "sa-saopaulo"

PRODUCT_REGIONS = (BANGKOK, HONG_KONG, JAKARTA, SINGAPORE, SAO_PAULO)
