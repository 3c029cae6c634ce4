"""Charts, posters, tables, pages, scans and codes as offices send them, drawn for the tests."""

import io
from itertools import cycle, islice

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from kiosk.demo import PORTAL
from kiosk.files import shipped

WORDS = (  # noqa: SIM905 - a sentence is read more easily than a list
    "Ủy ban nhân dân phường Bến Sen thông báo lịch tiếp công dân tháng mười hai của Chủ tịch về"
    " việc cải tạo hẻm, nâng cấp đường Lãnh Binh Thăng; người dân nộp hồ sơ trực tuyến, khám sức"
    " khỏe miễn phí cho người cao tuổi"
).split()
PHOTOGRAPHS = sorted((PORTAL / "photos").glob("*.jpg"))


def letters(px: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    face = "BeVietnamPro-Bold.ttf" if bold else "NotoSans-Regular.ttf"
    return ImageFont.truetype(shipped("fonts") / face, round(px))


def photograph(number: int, size: tuple[int, int] | None = None) -> Image.Image:
    """One of the sample's, as it is or filling `size`."""
    with Image.open(PHOTOGRAPHS[number % len(PHOTOGRAPHS)]) as file:
        image = file.convert("RGB")
    return image.resize(size, Image.Resampling.LANCZOS) if size else image


def write(
    image: Image.Image,
    at: tuple[float, float],
    px: float,
    lines: int,
    ink: str,
    *,
    bold: bool = False,
) -> None:
    """So many lines of words from `at` on, seven a line."""
    pen = ImageDraw.Draw(image)
    said = cycle(WORDS)
    for number in range(lines):
        line = " ".join(islice(said, 7))
        pen.text((at[0], at[1] + number * px * 1.5), line, ink, letters(px, bold=bold))


def bars(width: int = 900) -> Image.Image:
    image = Image.new("RGB", (width, width * 2 // 3), "white")
    pen, base = ImageDraw.Draw(image), image.height * 0.85
    write(image, (width * 0.1, width * 0.03), width / 32, 1, "black")
    for at, part in enumerate((0.5, 0.7, 0.35, 0.6, 0.45, 0.65)):
        left = width * (0.1 + 0.14 * at)
        pen.rectangle((left, base - base * part, left + width * 0.09, base), "#1f77b4")
        pen.text((left, base + 8), f"{WORDS[at]} {at}", "black", letters(width / 55))
        pen.line((width * 0.08, base * part, width * 0.95, base * part), "#999999")
    pen.line((width * 0.08, base, width * 0.95, base), "black", 2)
    return image


def poster(width: int = 800, *, pictured: bool = False) -> Image.Image:
    """Yellow on red; `pictured`: under a photograph that takes a third of it."""
    image = Image.new("RGB", (width, width * 4 // 3), "#b80000")
    top = image.height // 3 if pictured else 0
    if pictured:
        image.paste(photograph(0, (width, top)))
    write(image, (width * 0.05, top + width * 0.05), width / 26, 2, "#ffee00", bold=True)
    write(image, (width * 0.05, top + width * 0.25), width / 34, 9, "white")
    return image


def table(width: int = 1200) -> Image.Image:
    image = Image.new("RGB", (width, width * 3 // 4), "white")
    pen, high = ImageDraw.Draw(image), width // 24
    for row in range(14):
        y = high * (row + 2)
        for column in range(4):
            x = width * (0.04 + 0.23 * column)
            pen.rectangle((x, y, x + width * 0.23, y + high), outline="#444444")
            said = " ".join(WORDS[row + column : row + column + 3])
            pen.text((x + 6, y + high * 0.2), said, "black", letters(high * 0.45))
    return image


def page(width: int = 1200) -> Image.Image:
    """A screenshot of a portal's page, a photograph in it."""
    image = Image.new("RGB", (width, width * 3 // 4), "#fafafa")
    ImageDraw.Draw(image).rectangle((0, 0, width, width * 0.07), "#0a3d91")
    write(image, (width * 0.04, width * 0.1), width / 40, 2, "#222222", bold=True)
    image.paste(photograph(2, (width * 2 // 5, width // 4)), (width // 25, width // 5))
    write(image, (width * 0.04, width * 0.48), width / 56, 9, "#333333")
    write(image, (width * 0.55, width * 0.2), width / 60, 16, "#0066cc")
    return image


def scan(width: int = 1240) -> Image.Image:
    """A typed page under a lamp, not quite straight."""
    image = Image.new("RGB", (width, width * 7 // 5), "white")
    write(image, (width * 0.12, width * 0.15), width / 42, 28, "#1a1a1a")
    turned = image.rotate(1.2, Image.Resampling.BICUBIC, fillcolor="#e8e8e4")
    blurred = turned.filter(ImageFilter.GaussianBlur(0.7))
    lamp = Image.linear_gradient("L").resize(image.size).point([225 + at // 9 for at in range(256)])
    return ImageChops.multiply(blurred, Image.merge("RGB", [lamp] * 3))


def code() -> Image.Image:
    out = io.BytesIO()
    segno.make("https://phuong.vn/tin-tuc/1491880000").save(out, kind="png", scale=8)
    return Image.open(out).convert("RGB")


def backdrop(width: int = 1200) -> Image.Image:
    """A hall: letters on the cloth behind a speaker, in a room's light and a camera's noise."""
    size = (width, width * 2 // 3)
    room = Image.linear_gradient("L").resize(size).point([90 + at // 4 for at in range(256)])
    image = Image.merge("RGB", [room, room.point([at * 9 // 10 for at in range(256)]), room])
    cloth = Image.new("RGB", (width // 2, width // 5), "#a3121d")
    write(cloth, (width * 0.02, width * 0.02), width / 40, 3, "#ffe04a", bold=True)
    image.paste(cloth, (width // 5, width // 20))
    image.paste(photograph(1, (width // 3, width // 3)), (width // 2, width // 3))
    noise = Image.effect_noise(size, 9)
    noisy = ImageChops.add(image, Image.merge("RGB", [noise] * 3), 1, -128)
    return noisy.filter(ImageFilter.GaussianBlur(0.8))


def pressed(image: Image.Image, quality: int, width: int | None = None) -> Image.Image:
    """As JPEG, scaled to `width` first."""
    if width:
        image = image.resize((width, image.height * width // image.width), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")
