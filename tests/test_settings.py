"""Settings that change, break, and are kept as they were when they were good."""

import os
from pathlib import Path

import pytest

from kiosk import press, settings
from kiosk.errors import ConfigError, LayoutError

GOOD = '[board]\nname = "Bến Sen"\n[panel]\nmodel = "png"\n'


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    (tmp_path / "kiosk.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def kept(ward: Path) -> Path:
    return ward / "state" / "good"


def good(ward: Path) -> None:
    assert settings.keep(settings.fresh(ward / "kiosk.toml")) == ""


def test_good_settings_are_used_as_they_stand(ward: Path) -> None:
    config, refused = settings.opened(ward / "kiosk.toml")
    assert (config.name, refused) == ("Bến Sen", "")


def test_broken_settings_leave_the_last_good_ones_and_are_told(ward: Path) -> None:
    good(ward)
    (ward / "kiosk.toml").write_text('[board]\nnam = "x"\n', encoding="utf-8")

    config, refused = settings.opened(ward / "kiosk.toml")

    assert config.name == "Bến Sen"
    assert config.path == ward / "kiosk.toml"
    assert config.picture == ward / "frame.png"
    assert 'board.nam: is not known here; did you mean "name"?' in refused
    assert refused.endswith("the settings that were last good are used")


def test_a_file_that_is_gone_leaves_them_too(ward: Path) -> None:
    good(ward)
    (ward / "kiosk.toml").unlink()
    assert settings.opened(ward / "kiosk.toml")[0].name == "Bến Sen"


def test_settings_that_were_never_good_are_refused(ward: Path) -> None:
    (ward / "kiosk.toml").write_text("[board\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        settings.opened(ward / "kiosk.toml")


def test_a_broken_layout_leaves_the_layouts_that_were_last_good(ward: Path) -> None:
    shipped = next(one.path for one in press.shipped_layouts() if one.page == "closing")
    own = ward / "layouts" / "closing.landscape.toml"
    own.parent.mkdir()
    own.write_bytes(shipped.read_bytes())
    good(ward)
    own.write_text("[page\n", encoding="utf-8")

    config, refused = settings.opened(ward / "kiosk.toml")

    assert "closing.landscape.toml" in refused
    paths = [layout.path for layout in press.layouts_for(config, config.board())]
    assert kept(ward) / "layouts" / "closing.landscape.toml" in paths
    with pytest.raises(LayoutError):
        settings.fresh(ward / "kiosk.toml")


def test_a_wards_own_panels_and_inks_are_kept_with_them(ward: Path) -> None:
    own = "[panel.khac]\nlike = 'waveshare-7in5-v2'\ntitle = 'Khác'\n"
    (ward / "panels.toml").write_text(own, encoding="utf-8")
    (ward / "muc.toml").write_text("black = [0, 0, 0]\nwhite = [200, 200, 200]\n", encoding="utf-8")
    words = GOOD.replace('"png"', '"sim:khac"\ninks = "muc.toml"')
    (ward / "kiosk.toml").write_text(words, encoding="utf-8")
    good(ward)
    for name in ("kiosk.toml", "panels.toml", "muc.toml"):
        (ward / name).write_text("?", encoding="utf-8")

    config, refused = settings.opened(ward / "kiosk.toml")

    assert config.panel.title == "Khác"
    assert config.panel.palette.inks[1].measured == (200, 200, 200)
    assert refused


def test_what_is_kept_already_is_not_written_again_and_what_is_gone_is_not_kept(
    ward: Path,
) -> None:
    (ward / "panels.toml").write_text("", encoding="utf-8")
    good(ward)
    first = (kept(ward) / "kiosk.toml").stat().st_ino
    (ward / "panels.toml").unlink()
    good(ward)
    assert (kept(ward) / "kiosk.toml").stat().st_ino == first
    assert not (kept(ward) / "panels.toml").exists()


def test_a_disk_that_refuses_is_told(ward: Path) -> None:
    (ward / "state").write_text("a file where a folder should be", encoding="utf-8")
    said = settings.keep(settings.fresh(ward / "kiosk.toml"))
    assert "good settings can't be kept" in said


@pytest.mark.parametrize("state", ["trang thai", "/srv/khac"])
def test_where_they_lie_is_found_in_a_broken_file(
    ward: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    monkeypatch.delenv("STATE_DIRECTORY", raising=False)
    (ward / "kiosk.toml").write_text(f'[board\nstate = "{state}"\n', encoding="utf-8")
    assert settings.kept_for(ward / "kiosk.toml") == ward / state / "good"
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/kiosk")
    assert settings.kept_for(ward / "kiosk.toml") == Path("/var/lib/kiosk/good")


def test_a_change_of_any_file_is_seen(ward: Path) -> None:
    config = settings.fresh(ward / "kiosk.toml")
    stamps = [settings.stamp(config)]
    (ward / "panels.toml").write_text("", encoding="utf-8")
    stamps.append(settings.stamp(config))
    (ward / "layouts").mkdir()
    (ward / "layouts" / "a.toml").write_text("", encoding="utf-8")
    stamps.append(settings.stamp(config))
    os.utime(ward / "kiosk.toml", (1, 1))
    stamps.append(settings.stamp(config))
    assert len(set(stamps)) == 4
    assert settings.stamp(config) == stamps[-1]
