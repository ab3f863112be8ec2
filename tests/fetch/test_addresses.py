"""Which addresses may be fetched."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import FetchError
from archiver.sources.fetch.addresses import checked, host_of, is_public, is_reachable, masked

INWARD = [
    "127.0.0.1",
    "127.8.8.8",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", INWARD)
def test_inward_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
def test_the_addresses_of_the_world_are_public(address):
    assert is_public(address) and is_reachable(address, allow_private=False)


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "0.0.0.0", "x",
        "fd00:ec2::254", "fd20:ce::254", "192.0.0.192", "100.100.100.200", "168.63.129.16", "::ffff:168.63.129.16",
    ],
)  # fmt: skip
def test_metadata_services_are_never_reachable(address):
    assert not is_reachable(address, allow_private=True)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "fd00::1"])
def test_a_site_of_ones_own_is_reachable_on_request(address):
    assert is_reachable(address, allow_private=True) and not is_reachable(address, allow_private=False)


@given(st.ip_addresses())
def test_an_address_is_judged_like_its_mapped_form(address):
    mapped = f"::ffff:{address}" if isinstance(address, ipaddress.IPv4Address) else str(address)
    assert is_public(mapped) == is_public(str(address))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://x.org/",
        "data:text/html,x",
        "gopher://x.org/",
        "javascript:alert(1)",
        "//x.org/",
        "x.org",
        "",
        "http://",
        "http:///path",
        "http://x.org:port/",
        "http://[::1",
        "http://x.org/a b",
        "http://x\n.org/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://0/",
        "http://user@x.org/",
    ],
)
def test_what_may_not_be_fetched_is_refused(url):
    with pytest.raises(FetchError):
        checked(url)


def test_passwords_reach_no_message():
    with pytest.raises(FetchError) as caught:
        checked("https://ann:se:cret@x.org/feed")
    assert "se:cret" not in str(caught.value) and "ann" not in str(caught.value)
    assert masked("https://x.org/a@b") == "https://x.org/a@b"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("HTTP://X.org", "http://x.org/"),
        ("https://x.org:443/a?b=c#d", "https://x.org/a?b=c"),
        ("http://x.org:8080/ä", "http://x.org:8080/ä"),
        (" https://[2606:4700::1111]/x ", "https://[2606:4700::1111]/x"),
    ],
)
def test_addresses_are_written_in_one_way(url, asked):
    assert checked(url) == asked
    assert checked(asked) == asked
    assert host_of(asked) in asked


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text):
    for url in (text, f"http://{text}", f"http://x.org/{text}"):
        try:
            assert checked(checked(url)) == checked(url)
        except FetchError as error:
            assert str(error).isprintable()
