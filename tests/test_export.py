"""A scene as JSON."""

import json

from editions import PHOTO

from kiosk.export import scene_json
from kiosk.geometry import Rect, Size
from kiosk.scene import Bits, Fill, Font, LineArt, Loss, Picture, Scene, Text


def test_every_kind_of_item_is_written_out() -> None:
    scene = Scene(
        Size(80, 48),
        (
            Fill("rule", Rect(1, 2, 3, 4), "accent"),
            Text("headline", "Tiếp công dân", 5, 6, Font("BeVietnamPro-Bold", 24)),
            Picture("photo", Rect(1, 1, 2, 2), PHOTO, "whole"),
            Bits("qr", 3, 4, 2, ("#.", ".#")),
            LineArt("emblem", Rect(0, 0, 8, 6), "logo.png", b"\x89PNG"),
        ),
    )
    loss = Loss("cut", "news.landscape.toml", "headline", "“Tiếp công dân” ends")
    words = scene_json(scene, "waveshare-7in5-v2", (loss,))
    assert "Tiếp công dân" in words
    found = json.loads(words)
    assert (found["size"], found["panel"]) == ([80, 48], "waveshare-7in5-v2")
    assert found["items"] == [
        {"kind": "fill", "region": "rule", "rect": [1, 2, 3, 4], "ink": "accent"},
        {"kind": "text", "region": "headline", "text": "Tiếp công dân", "x": 5, "baseline": 6,
         "font": "BeVietnamPro-Bold", "size": 24, "ink": "ink"},
        {"kind": "picture", "region": "photo", "rect": [1, 1, 2, 2], "fit": "whole",
         "photo": {"url": PHOTO.url, "key": PHOTO.key, "caption": PHOTO.caption}},
        {"kind": "bits", "region": "qr", "rect": [3, 4, 4, 4], "module": 2,
         "rows": ["#.", ".#"], "ink": "ink"},
        {"kind": "image", "region": "emblem", "rect": [0, 0, 8, 6], "file": "logo.png"},
    ]  # fmt: skip
    assert found["report"] == [
        {"kind": "cut", "file": "news.landscape.toml", "region": "headline",
         "says": "“Tiếp công dân” ends"}
    ]  # fmt: skip
    assert str(loss) == "news.landscape.toml, region headline: cut: “Tiếp công dân” ends"
