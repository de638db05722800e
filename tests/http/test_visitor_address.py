"""The visitor's address is the connection's, or what a proxy of ours says."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from contest_pages.http.rate_limits import visitor_network


@pytest.fixture
def network(settings):
    def of(peer: str, forwarded: str | None = None, **values) -> str:
        settings.CONTEST_PAGES = {
            **settings.CONTEST_PAGES,
            "CLIENT_ADDRESS_HEADER": "HTTP_X_FORWARDED_FOR",
            **values,
        }
        headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
        return visitor_network(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))

    return of


def test_a_visitor_who_reaches_the_server_directly_cannot_name_another_address(network):
    assert network("198.51.100.7", "203.0.113.9") == "198.51.100.7/32"


@pytest.mark.parametrize("proxy", ["127.0.0.1", "127.0.0.5", "::1", ""])
def test_the_proxy_on_this_machine_is_believed(network, proxy):
    assert network(proxy, "203.0.113.9") == "203.0.113.9/32"


def test_what_a_visitor_writes_before_the_proxys_hop_is_ignored(network):
    assert network("127.0.0.1", "10.9.9.9, 1.2.3.4, 203.0.113.9") == "203.0.113.9/32"
    assert network("127.0.0.1", ", ".join(["1.1.1.1"] * 500) + ", 203.0.113.9") == "203.0.113.9/32"


def test_of_several_proxies_the_nearest_hop_that_is_none_of_them_is_the_visitor(network):
    proxies = {"TRUSTED_PROXIES": ("10.0.0.0/8", "127.0.0.1")}
    assert network("127.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.4", **proxies) == "203.0.113.9/32"
    assert network("10.0.0.4", "10.0.0.9", **proxies) == "10.0.0.9/32"
    assert network("192.0.2.4", "203.0.113.9", **proxies) == "192.0.2.4/32"
    assert network("", "203.0.113.9", **proxies) == "unknown"


@pytest.mark.parametrize("forwarded", [None, "", "unknown", "203.0.113.9, ", "x" * 5000, "1.2.3.4.5", "[::1"])
def test_a_header_that_says_nothing_leaves_the_address_of_the_connection(network, forwarded):
    if forwarded == "[::1":
        assert network("127.0.0.1", forwarded) == "::/64"  # an own address, whatever its brackets
    else:
        assert network("127.0.0.1", forwarded) == "127.0.0.1/32"


def test_without_a_header_setting_none_is_read(network):
    assert network("127.0.0.1", "203.0.113.9", CLIENT_ADDRESS_HEADER="") == "127.0.0.1/32"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("203.0.113.9:51234", "203.0.113.9/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2:3:4:5:6]", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2:3:4:5:6]:443", "2001:db8:1:2::/64"),
        ('"[2001:db8:1:2::9]:443"', "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9/32"),
        ("[::ffff:203.0.113.9]:80", "203.0.113.9/32"),
    ],
)
def test_addresses_in_all_their_spellings(network, text, expected):
    assert network("127.0.0.1", text) == expected
    assert network(text) == expected


def test_one_household_of_ipv6_counts_as_one(network):
    assert network("2001:db8:1:2:aaaa::1") == network("2001:db8:1:2:bbbb::2")
    assert network("2001:db8:1:3::1") != network("2001:db8:1:2::1")
