"""The preview's page in a real browser: Debian's Chromium, driven by selenium."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from kiosk.cli import main
from kiosk.files import shipped

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
from selenium.webdriver.chrome.service import Service  # noqa: E402 - known by the line above
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.remote.webelement import WebElement  # noqa: E402
from selenium.webdriver.support.select import Select  # noqa: E402

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER), reason="no chromium and chromedriver are installed"
)

SMALL, COLOUR = "waveshare-7in5-v2", "waveshare-7in3-e6"
SETTINGS = f"""
[board]
name = "UBND Phường Bến Sen"
[panel]
model = "{SMALL}"
[programme]
pages = ["news", "headlines", "notices"]
lead_stories = 2
dwell = "2 min"
"""
NEWS = "news.landscape.toml"
# Nothing but this machine can be named, and Chromium asks nothing of its own accord.
OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--window-size=1440,1000",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Page:
    """A preview of a ward's folder, and the browser that shows it."""

    def __init__(self, folder: Path, driver: Any) -> None:
        self.folder = folder
        self.driver = driver
        self.start()

    def start(self, *options: str) -> None:
        command = [sys.executable, "-m", "kiosk", "preview", "--no-open", "--sample", *options]
        whole = [*command, "--config", str(self.folder / "kiosk.toml")]
        self.process = subprocess.Popen(whole, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()

    def open(self, *panels: str, **query: str) -> None:
        asked = urlencode([*(("panel", panel) for panel in panels), *query.items()])
        self.driver.get(f"{self.address}?{asked}")
        self.until(lambda: self.digests() and self.text("#line") == "live")

    def until(self, true: Callable[[], Any], patience_s: float = 15) -> Any:
        end = time.monotonic() + patience_s
        while not (found := true()):
            assert time.monotonic() < end, self.text("body")
            time.sleep(0.02)
        return found

    def all(self, selector: str) -> list[WebElement]:
        found: list[WebElement] = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return found

    def one(self, selector: str) -> WebElement:
        return self.all(selector)[0]

    def text(self, selector: str) -> str:
        return str(self.run(f"return document.querySelector({selector!r})?.innerText ?? ''"))

    def run(self, script: str) -> Any:
        return self.driver.execute_script(script)

    def press(self, *keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(*keys)

    def digests(self) -> list[str]:
        """What the boards show: pictures that are there, whole."""
        found: list[str] = self.run(
            "return [...document.querySelectorAll('.surface > img')]"
            ".filter((one) => one.complete && one.naturalWidth).map((one) => one.dataset.digest)"
        )
        return found

    def complaints(self) -> list[str]:
        return [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] in ("SEVERE", "WARNING")
        ]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for option in (*OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with webdriver.Chrome(options=options, service=Service(DRIVER)) as driver:
        yield driver


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("ward")
    (folder / "kiosk.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "layouts").mkdir()
    page = Page(folder, browser)
    yield page
    page.stop()


@pytest.fixture
def page(shown: Page) -> Iterator[Page]:
    """The page, which complains of nothing in any test."""
    shown.complaints()
    yield shown
    (shown.folder / "layouts" / NEWS).unlink(missing_ok=True)
    assert shown.complaints() == []


def _edited(page: Page, old: str, new: str) -> None:
    """The ward's own news page, with one thing changed."""
    words = (shipped("layouts") / NEWS).read_text("utf-8")
    assert old in words
    (page.folder / "layouts" / NEWS).write_text(words.replace(old, new, 1), encoding="utf-8")


def test_it_opens_with_the_configs_board_and_its_programme(page: Page) -> None:
    page.open()
    assert page.driver.title == "UBND Phường Bến Sen: preview"
    picture = page.one(".surface > img")
    assert picture.get_attribute("alt") == 'Page news on Waveshare 7.5" V2, black and white'
    assert picture.get_property("naturalWidth") == 800
    assert "news.landscape.toml · frame 1 of 1" in page.text(".where")
    page.until(lambda: "23/11/2026 08:00" in page.text("#moment"))
    assert re.match(r"news · turn 1 of \d\d", page.text("#turn"))


def test_a_layout_that_is_edited_is_seen_without_a_reload_or_a_lost_place(page: Page) -> None:
    page.open(page="news", size="wall", over="outlines")
    (before,) = page.digests()
    page.run("window.stayed = true; document.body.style.minHeight = '3000px'; scrollTo(0, 120)")
    page.run("document.querySelector('.save').focus({preventScroll: true})")
    _edited(page, 'heading = "Tin khác"', 'heading = "Tin phường ta"')
    page.until(lambda: page.digests() != [before])
    assert page.run("return [window.stayed, scrollY, document.activeElement.className]") == [
        True,
        120,
        "button save",
    ]


def test_a_broken_layout_says_so_over_the_last_good_picture_and_recovers(page: Page) -> None:
    page.open(page="news")
    before = page.digests()
    _edited(page, "lines  = 2\n", "linse  = 2\n")
    page.until(lambda: "broken" in str(page.one(".board").get_attribute("class")))
    said = page.text(".trouble")
    assert "news.landscape.toml, line 27 · region.masthead.linse" in said
    assert 'did you mean "lines"?' in said
    assert page.digests() == before
    _edited(page, "lines  = 2\n", "lines  = 2\n\n")
    page.until(lambda: not page.text(".trouble"))
    assert page.digests() == before


def test_a_fault_that_no_board_shows_stands_above_them(page: Page) -> None:
    page.open(page="notices")
    settings = page.folder / "kiosk.toml"
    settings.write_text(SETTINGS + "[hours]\nmondays = 'closed'\n", encoding="utf-8")
    page.until(lambda: "kiosk.toml, line" in page.text("#problems"))
    settings.write_text(SETTINGS, encoding="utf-8")
    page.until(lambda: not page.text("#problems"))


def test_panels_are_chosen_and_stand_side_by_side(page: Page) -> None:
    page.open(page="news")
    page.one("#panels summary").click()
    page.one(f'#panels input[value="{COLOUR}"]').click()
    page.until(lambda: len(page.digests()) == 2)
    left, right = page.all(".surface")
    assert left.location["y"] == right.location["y"]
    assert left.location["x"] < right.location["x"]
    assert page.driver.current_url.count("panel=") == 2
    page.driver.refresh()
    page.until(lambda: len(page.digests()) == 2)
    page.press(Keys.ESCAPE)
    Select(page.one('[name="rotate"]')).select_by_value("90")
    page.until(lambda: page.text(".facts").startswith("480 × 800 px"))


def test_time_is_travelled_to_and_back(page: Page) -> None:
    page.open(page="news")
    before = page.digests()
    page.press("t")
    page.press("Tết", Keys.ENTER)
    page.until(lambda: "6/2/2027" in page.text("#moment"))
    assert page.digests() != before
    page.one("#at").clear()
    page.one("#at").send_keys("someday", Keys.ENTER)
    page.until(lambda: "“someday” is no time" in page.text("#at-problem"))
    assert page.one("#at").get_attribute("aria-invalid") == "true"
    page.complaints()  # of an answer 400, which the page tells better
    page.one("#now").click()
    page.until(lambda: page.digests() == before and "23/11/2026" in page.text("#moment"))
    assert not page.text(".trouble")


def test_a_loss_lights_its_region_and_a_region_its_losses(page: Page) -> None:
    page.open(page="news", over="outlines baselines sizes")
    names = [one.get_attribute("data-region") for one in page.all("svg .region")]
    assert names[:3] == ["masthead", "date", "rule"]
    assert len(page.all("svg .baselines line")) == len(page.all("svg .line")) > 10
    page.one('.notes button[data-region="lead"]').click()
    assert page.one("svg .lit").get_attribute("data-region") == "lead"
    page.run("document.querySelector('svg [data-region=headline]').focus()")
    page.press(Keys.ENTER)
    (lit,) = page.all('.notes [aria-pressed="true"]')
    assert lit.get_attribute("data-region") == "headline"
    page.press(Keys.ESCAPE)
    assert not page.all("svg .lit")


def test_lines_tell_how_high_their_letters_are_to_readers(page: Page) -> None:
    page.open(page="news", over="sizes")
    page.run("document.querySelector('svg .line').focus()")
    assert page.text(".tip") == "masthead: NotoSans-Bold 25 px, capitals of 21′"
    page.press(Keys.ARROW_DOWN)
    assert page.text(".tip").startswith("date: NotoSans-Regular 20 px")


def test_letters_too_small_for_their_readers_are_marked(page: Page) -> None:
    _edited(page, 'font   = "small 11.5 pt"', 'font   = "small 6 pt"')
    page.open(page="news", over="sizes")
    page.until(lambda: page.all("svg .line.small"))
    assert "too small" in page.text(".notes")


def test_what_is_saved_is_what_render_writes(page: Page, tmp_path: Path) -> None:
    page.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    name = f"notices-{COLOUR}-02"
    for as_seen in (False, True):
        page.open(COLOUR, page="notices", turn="2", **({"seen": "1"} if as_seen else {}))
        page.until(lambda: "frame 2 of" in page.text(".where"))
        page.press("s")
        saved = tmp_path / f"{name}{'-as-seen' if as_seen else ''}.png"
        page.until(saved.exists)
        written = tmp_path / f"render-{as_seen}"
        command = ["render", "--all", "--sample", "--panel", COLOUR, "--out", str(written)]
        look = ["--as-seen"] if as_seen else []
        assert main([*command, "--config", str(page.folder / "kiosk.toml"), *look]) == 0
        assert saved.read_bytes() == (written / f"{name}.png").read_bytes()


def test_a_panel_pixel_is_a_pixel_of_the_screen_and_the_wall_is_in_millimetres(page: Page) -> None:
    page.open(page="news")
    page.press("1")
    assert page.one(".surface").size == {"width": 800, "height": 480}
    assert "crisp" in str(page.one(".surface").get_attribute("class"))
    page.run("localStorage.setItem('kiosk-preview.px-per-mm', '5')")
    page.press("3")
    assert page.one(".surface").size["width"] == pytest.approx(163.2 * 5, abs=1)
    page.run("localStorage.clear()")


def test_pages_are_turned_by_keys_alone(page: Page) -> None:
    page.open()
    page.until(lambda: re.search(r"of \d\d", page.text("#turn")))
    page.press(Keys.ARROW_RIGHT)
    page.until(lambda: page.text(".where").startswith("headlines"))
    assert page.run("return document.getElementById('told').textContent") == "headlines"
    for _ in range(80):
        page.press(Keys.TAB)
        if page.driver.switch_to.active_element.get_attribute("id") == "next":
            break
    page.press(Keys.ENTER)
    page.until(lambda: page.text(".where").startswith("notices"))
    page.press("?")
    assert page.one("#keys").is_displayed()
    page.press(Keys.ESCAPE)
    page.press(Keys.HOME)
    page.until(lambda: page.text(".where").startswith("news"))


def test_the_story_that_leads_is_chosen_in_the_programme_too(page: Page) -> None:
    page.open()
    page.until(lambda: "turn 1 of 10" in page.text("#turn"))
    Select(page.one('[name="lead"]')).select_by_value("1")
    page.until(lambda: "story 2 leads" in page.text(".where"))
    assert page.text("#turn") == "news, story 2 · turn 6 of 10"
    page.driver.refresh()
    page.until(lambda: page.text("#turn") == "news, story 2 · turn 6 of 10")
    Select(page.one('[name="page"]')).select_by_value("headlines")
    page.until(lambda: page.text("#turn") == "headlines, story 2 · turn 1 of 1")


def test_pages_turn_by_themselves_at_a_faster_pace(page: Page) -> None:
    page.open(page="notices", pace="60")
    page.press("p")
    page.until(lambda: "frame 2 of" in page.text(".where"))
    assert page.one("#play").get_attribute("aria-pressed") == "true"
    page.press("p")
    assert page.one("#play").get_attribute("aria-label") == "Turn the pages"


def test_a_refresh_is_played_as_the_simulated_glass_does_it(page: Page) -> None:
    page.open(page="news", pace="10")
    page.press("r")
    page.until(lambda: page.text(".refresh").startswith("Full refresh, 4.2 s"))
    assert "the glass has every pixel of it" in page.text(".refresh")
    page.until(lambda: not page.one(".glass").is_displayed())
    page.until(lambda: page.one(".actions button").is_enabled())
    page.press("r")
    page.until(lambda: page.text(".refresh") == "No refresh: the glass shows this already.")
    before = page.digests()
    _edited(page, 'heading = "Tin khác"', 'heading = "Tin phường"')
    page.until(lambda: page.digests() != before)
    page.press("r")
    page.until(lambda: page.text(".refresh").startswith("Partial refresh, 0.5 s, 1 area"))
    page.until(lambda: page.one(".glass").is_displayed())  # with what is left of the old picture


def test_every_control_has_a_name_and_a_narrow_window_needs_no_scrolling(page: Page) -> None:
    page.open(page="news")
    controls = page.all("button, select, input, summary, a")
    assert [one.tag_name for one in controls if not one.accessible_name and _seen(one)] == []
    size = {"width": 420, "height": 900, "deviceScaleFactor": 2, "mobile": False}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page.until(lambda: not page.one("#choices").is_displayed())
    page.one("#bars summary").click()
    assert page.one("#choices").is_displayed()
    page.until(lambda: page.run("return document.documentElement.scrollWidth") <= 420)
    page.press("1")
    page.until(lambda: page.one(".surface").size == {"width": 400, "height": 240})
    page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def _seen(control: WebElement) -> bool:
    return bool(control.is_displayed())


def test_a_preview_that_went_away_is_missed_and_found_again(page: Page) -> None:
    page.open(page="news")
    port = page.address.rstrip("/").rpartition(":")[2]
    page.stop()
    page.until(lambda: page.text("#line") == "connection lost; trying again")
    page.start("--port", port)
    page.until(lambda: page.text("#line") == "live")
    page.complaints()  # of the time without it


def test_nothing_is_asked_of_anywhere_else(page: Page) -> None:
    page.open(page="news")
    logged = [json.loads(one["message"])["message"] for one in page.driver.get_log("performance")]
    sent = [one["params"] for one in logged if one["method"] == "Network.requestWillBeSent"]
    asked = {one["request"]["url"] for one in sent}
    assert any("/api/page" in url for url in asked)
    elsewhere = (page.address, "data:", "blob:", "chrome:", "about:")
    assert [url for url in asked if not url.startswith(elsewhere)] == []
