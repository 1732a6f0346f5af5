"""Which network addresses a stranger's URL may lead to: public ones, and those the operator listed.

Special ranges: https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sibling.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_CLOUD_WIRE_SERVER = IPv4Address("168.63.129.16")  # a cloud's metadata server that lives on a public address


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be fetched although it is not public: host names in lower case, and networks."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Allowed":
        """From the setting: every entry is a network (``10.1.0.0/16``, ``127.0.0.1``) or else a host name."""
        hosts: set[str] = set()
        networks: list[IPv4Network | IPv6Network] = []
        for entry in entries:
            try:
                networks.append(ip_network(entry))
            except ValueError:
                hosts.add(entry.lower())
        return cls(frozenset(hosts), tuple(networks))

    def permits(self, host: str, address: str) -> bool:
        """Whether the operator listed this host or the network of this address."""
        return host.lower() in self.hosts or any(ip_address(address) in network for network in self.networks)


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, also where it carries another address inside.

    >>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        seen = ip_address(address)
    except ValueError:  # for example an address with a zone, fe80::1%eth0
        return False
    return all(_is_public(each) for each in (seen, *_carried(seen)))


def _is_public(address: Address) -> bool:
    if address == _CLOUD_WIRE_SERVER:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _carried(address: Address) -> tuple[Address, ...]:
    """The IPv4 addresses inside an IPv6 one: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, IPv4Address):
        return ()
    nat64 = IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
    teredo = address.teredo or ()
    return tuple(inner for inner in (address.ipv4_mapped, address.sixtofour, nat64, *teredo) if inner is not None)
