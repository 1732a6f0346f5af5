import pytest

from openekyc.media.addresses import Allowed, is_public


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "8.8.8.8"])
def test_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:5ef5:79fb:8d2:b2fd:f5ff:fffe",
        "not an address",
        "",
    ],
)
def test_nothing_inside_or_special_is_public_in_any_spelling(address: str) -> None:
    assert not is_public(address)


def test_an_operator_allows_networks_addresses_and_host_names() -> None:
    allowed = Allowed.of(["10.1.0.0/16", "127.0.0.1", "Pictures.internal"])
    assert allowed.permits("x", "10.1.200.3")
    assert allowed.permits("x", "127.0.0.1")
    assert allowed.permits("pictures.INTERNAL", "192.168.0.9")
    assert not allowed.permits("x", "10.2.0.1")


def test_nothing_is_allowed_by_default() -> None:
    assert not Allowed().permits("localhost", "127.0.0.1")
