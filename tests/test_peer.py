"""Who may stand at the other end of a connection."""

import pytest

from kiosk.content.web.peer import is_public

PRIVATE = [
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.3.4", "192.168.1.20"),  # noqa: S104 - an address to refuse
    *("169.254.169.254", "100.64.0.1", "224.0.0.251", "255.255.255.255", "192.0.2.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1", "2001:db8::1"),
    *("::ffff:192.168.1.20", "::ffff:127.0.0.1", "2002:c0a8:114::1", "64:ff9b::c0a8:114"),
]
PUBLIC = ["8.8.8.8", "103.28.36.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_machines_of_the_house_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_machines_of_the_world_are(address: str) -> None:
    assert is_public(address)
