"""Where the site will go on its own: only to addresses that anyone on the internet can reach."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainability_site.content.public_addresses import (
    NOT_PUBLIC_4,
    AddressRefused,
    is_public,
    judged,
    target_of,
)

NAT64_NETWORK = IPv6Network("64:ff9b::/96")
NAT64 = int(NAT64_NETWORK.network_address)


def anywhere(version: int) -> st.SearchStrategy:
    return st.ip_addresses(v=version)


hidden = st.sampled_from(NOT_PUBLIC_4).flatmap(lambda network: st.ip_addresses(network=network))


@given(hidden)
def test_no_number_of_a_hidden_network_is_public_however_it_is_wrapped(number: IPv4Address) -> None:
    bare = int(number)
    wrapped = {
        "mapped": 0xFFFF << 32 | bare,
        "compatible": bare,
        "NAT64": NAT64 | bare,
        "local NAT64": int(IPv6Address("64:ff9b:1::")) | bare,
        "6to4": 0x2002 << 112 | bare << 80,
        "Teredo server": 0x20010000 << 96 | bare << 64,
        "Teredo client": 0x20010000 << 96 | bare ^ 0xFFFFFFFF,
    }
    assert not is_public(number)
    assert {name for name, value in wrapped.items() if is_public(IPv6Address(value))} == set()


@given(anywhere(4))
def test_what_the_standard_library_calls_private_is_not_public(number: IPv4Address) -> None:
    if not number.is_global or number.is_multicast:
        assert not is_public(number)


@given(anywhere(4))
def test_every_other_ipv4_number_is_public_plain_and_through_nat64(number: IPv4Address) -> None:
    expected = not any(number in network for network in NOT_PUBLIC_4)
    assert is_public(number) is expected
    assert is_public(IPv6Address(NAT64 | int(number))) is expected
    assert not is_public(IPv6Address(0xFFFF << 32 | int(number)))


@given(anywhere(6))
def test_only_global_unicast_is_public_in_ipv6(number: IPv6Address) -> None:
    if is_public(number) and number not in NAT64_NETWORK:
        assert 0x2000 <= int(number) >> 112 <= 0x3FFF
        assert number.is_global


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("9.255.255.255", True),
        ("10.0.0.0", False),
        ("11.0.0.0", True),
        ("100.63.255.255", True),
        ("100.64.0.0", False),
        ("100.127.255.255", False),
        ("100.128.0.0", True),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("172.15.255.255", True),
        ("172.16.0.0", False),
        ("172.32.0.0", True),
        ("192.168.1.1", False),
        ("0.0.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("2a00:1450:4001:80b::200e", True),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b::7f00:1", False),
        ("::", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", False),
        ("fc00::1", False),
        ("fd12:3456::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("2a00::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("2002:7f00:1::", False),
        ("2002:5db8:d822::", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
    ],
)
def test_edges_of_the_networks(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


def test_one_hidden_number_among_public_ones_refuses_the_whole_name() -> None:
    assert judged(["93.184.216.34", "2a00::1"]) == ["93.184.216.34", "2a00::1"]
    for numbers in (["93.184.216.34", "127.0.0.1"], ["2a00::1", "::ffff:10.0.0.1"], [], ["no number"]):
        with pytest.raises(AddressRefused):
            judged(numbers)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://kilde.example", ("https", "kilde.example", 443, "/")),
        ("HTTP://Kilde.Example.:80/a b?q=å#del", ("http", "kilde.example", 80, "/a%20b?q=%C3%A5")),
        ("https://blåbær.example/%C3%A6", ("https", "xn--blbr-roah.example", 443, "/%C3%A6")),
        ("http://93.184.216.34/x", ("http", "93.184.216.34", 80, "/x")),
        ("https://[2a00::1]/", ("https", "2a00::1", 443, "/")),
    ],
)
def test_address_is_sent_as_it_should_be(url: str, sent: tuple) -> None:
    target = target_of(url)
    assert (target.scheme, target.host, target.port, target.path) == sent


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://kilde.example/", "verken med http eller https"),
        ("file:///etc/passwd", "verken med http eller https"),
        ("gopher://kilde.example:70/_x", "verken med http eller https"),
        ("javascript:alert(1)", "verken med http eller https"),
        ("//kilde.example/", "verken med http eller https"),
        ("", "verken med http eller https"),
        ("http://ola:hemmelig@kilde.example/", "brukernavn"),
        ("http://kilde.example@127.0.0.1/", "brukernavn"),
        ("http://kilde.example:8000/", "port 8000"),
        ("http://kilde.example:443/", "port 443"),
        ("https://kilde.example:22/", "port 22"),
        ("http://kilde.example:99999/", "ikke gyldig"),
        ("http://[::1/", "ikke gyldig"),
        ("http:///sti", "Navnet i adressen"),
        ("http://kilde example/", "Navnet i adressen"),
        ("http://a..b/", "Navnet i adressen"),
        ("http://2130706433/", "uvanlig måte"),
        ("http://0x7f000001/", "uvanlig måte"),
        ("http://0x7f.0.0.1/", "uvanlig måte"),
        ("http://017700000001/", "uvanlig måte"),
        ("http://0177.0.0.1/", "uvanlig måte"),
        ("http://127.1/", "uvanlig måte"),
        ("http://127.0.0.0x1/", "uvanlig måte"),
        ("http://１２７.１/", "uvanlig måte"),
        ("http://kilde.example/" + "a" * 2000, "for lang"),
    ],
)
def test_address_that_is_not_visited_says_why(url: str, reason: str) -> None:
    with pytest.raises(AddressRefused, match=reason):
        target_of(url)


@given(st.text(max_size=60))
def test_any_text_is_a_target_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://kilde.example/{text}"):
        try:
            target = target_of(url)
        except AddressRefused:
            continue
        assert target.path.isascii()
        assert not set(target.path + target.host) & set(" \r\n\t\0")
