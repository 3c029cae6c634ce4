"""The page as HTML, for browsers and WeasyPrint, and as a typst document; written beforehand."""

# ruff: noqa: INP001 (part of a script)

import html
import json
from pathlib import Path
from typing import Any

_HTML = """<!DOCTYPE html>
<html lang="vi"><meta charset="utf-8"><title>{title}</title><style>
{faces}
@page {{ size: {width}px {height}px; margin: 0 }}
* {{ margin: 0; padding: 0 }}
html, body {{ width: {width}px; height: {height}px; background: white; color: black }}
body > * {{ position: absolute; left: {left}px; width: {wide}px }}
#board {{ font: {strong}px/1.2 strong; top: {masthead}px }}
#date {{ font: {small}px/1.2 small; top: {masthead}px; text-align: right }}
h1 {{ font: {headline}px/1.2 headline; top: {headline_top}px }}
hr {{ border: 0; background: black; top: {rule}px; height: {thick}px }}
main {{ top: {top}px }}
main div {{ height: {high}px; font: {text}px/{leading}px text;
  columns: {columns}; column-gap: {gap}px; column-fill: auto; orphans: 1; widows: 1 }}
p {{ text-indent: 1em }}
img {{ width: 100%; height: {picture}px; object-fit: cover; display: block }}
figcaption {{ font: {small}px/1.3 small; margin-bottom: {space}px }}
</style>
<div id="board">{board}</div><div id="date">{date}</div><h1>{title}</h1><hr>
<main><div>{figure}{paragraphs}</div></main></html>
"""
_FACE = '@font-face {{ font-family: {name}; src: url("{url}") }}'
_STYLES = ("strong", "small", "headline", "text")
_TYPST = """#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set text(font: "Noto Sans", lang: "vi", size: {text}pt, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: {lead}pt, spacing: {lead}pt, first-line-indent: (amount: 1em, all: true))
#let line(x, y, w, it) = place(dx: x * 1pt, dy: y * 1pt, block(width: w * 1pt, {{
  set par(first-line-indent: 0em)
  set text(top-edge: "baseline")
  it
}}))
#line({left}, {masthead}, {wide}, text(size: {strong}pt, weight: 700, {board}))
#line({left}, {masthead}, {wide}, align(right, text(size: {small}pt, {date})))
#line({left}, {title_y}, {wide},
  text(font: "Be Vietnam Pro", size: {headline}pt, weight: 700, {title}))
#place(dx: {left}pt, dy: {rule}pt, rect(width: {wide}pt, height: {thick}pt, fill: black))
#place(dx: {left}pt, dy: {top}pt, block(width: {wide}pt, height: {high}pt,
  columns({columns}, gutter: {gap}pt)[
{figure}
{paragraphs}
]))
"""
_TYPST_FIGURE = """#block(below: {space}pt, {{
  set par(first-line-indent: 0em)
  image({photo}, width: 100%, height: {picture}pt, fit: "cover")
  text(size: {small}pt, {caption})
}})"""


def as_html(page: dict[str, Any]) -> str:
    """The page for a browser."""
    words = {key: html.escape(page[key]) for key in ("board", "date", "title", "caption")}
    photo = f'<img src="{Path(page["photo"]).as_uri()}">' if page["picture"] else ""
    faces = (_FACE.format(name=name, url=Path(page[name]["file"]).as_uri()) for name in _STYLES)
    return _HTML.format(
        **_lengths(page) | words,
        faces="\n".join(faces),
        masthead=page["masthead_baseline"] - page["strong"]["px"],
        headline_top=page["headline_baseline"] - page["headline"]["px"],
        figure=f"<figure>{photo}<figcaption>{words['caption']}</figcaption></figure>"
        if photo
        else "",
        paragraphs="".join(f"<p>{html.escape(text)}</p>" for text in page["paragraphs"]),
    )


def as_typst(page: dict[str, Any]) -> str:
    """The page for typst, a point a pixel."""
    keys = ("board", "date", "title", "caption", "photo")
    words = {key: json.dumps(page[key], ensure_ascii=False) for key in keys}
    lengths = _lengths(page)
    return _TYPST.format(
        **lengths | words,
        masthead=page["masthead_baseline"],
        title_y=page["headline_baseline"],
        lead=page["leading"] - page["text"]["px"],
        figure=_TYPST_FIGURE.format(**lengths | words) if page["picture"] else "",
        paragraphs="\n\n".join(
            "#" + json.dumps(text, ensure_ascii=False) for text in page["paragraphs"]
        ),
    )


def _lengths(page: dict[str, Any]) -> dict[str, Any]:
    """The lengths that both write, in px."""
    width, height = page["size"]
    left, top, wide, high = page["body"]
    return {name: page[name]["px"] for name in _STYLES} | {
        "width": width,
        "height": height,
        "left": left,
        "top": top,
        "wide": wide,
        "high": high,
        "rule": page["rule"][1],
        "thick": page["rule"][3],
        "leading": page["leading"],
        "columns": page["columns"],
        "gap": page["column_gap"],
        "picture": page["picture"][1] if page["picture"] else 0,
        "space": page["leading"] // 2,
    }
