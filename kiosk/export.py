"""A scene as JSON: what stands on a page, for whoever reads pages by program."""

import json
from typing import Any

from kiosk.scene import Bits, Fill, Item, LineArt, Loss, Picture, Scene, Text


def scene_json(scene: Scene, panel: str, report: tuple[Loss, ...]) -> str:
    """The scene's items in the order in which they are painted; lengths in pixels."""
    return json.dumps(
        {
            "size": list(scene.size),
            "panel": panel,
            "items": [_item(item) for item in scene.items],
            "report": [
                {"kind": loss.kind, "file": loss.file, "region": loss.region, "says": loss.says}
                for loss in report
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _item(item: Item) -> dict[str, Any]:
    match item:
        case Fill():
            return {"kind": "fill", "region": item.region, "rect": list(item.rect), "ink": item.ink}
        case Text():
            return {
                "kind": "text",
                "region": item.region,
                "text": item.text,
                "x": item.x,
                "baseline": item.baseline,
                "font": item.font.face,
                "size": item.font.size,
                "ink": item.ink,
            }
        case Picture():
            photo = {"url": item.photo.url, "key": item.photo.key, "caption": item.photo.caption}
            return {
                "kind": "picture",
                "region": item.region,
                "rect": list(item.rect),
                "photo": photo,
                "fit": item.fit,
            }
        case Bits():
            return {
                "kind": "bits",
                "region": item.region,
                "rect": list(item.rect),
                "module": item.module,
                "rows": list(item.rows),
                "ink": item.ink,
            }
        case LineArt():
            return {
                "kind": "image",
                "region": item.region,
                "rect": list(item.rect),
                "file": item.file,
            }
