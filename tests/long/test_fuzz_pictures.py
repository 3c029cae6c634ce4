"""Pictures made worse for minutes: a copy of ours or a sentence, soon and in bounded memory."""

from pathlib import Path

from mutation import hunt
from PIL import ImageCms
from shots import coded, kept, scene, turned

from kiosk.content.darkroom import firstscan, markers
from kiosk.content.darkroom.pictures import PictureError

MOST_ADDED_KIB = 64_000_000 // 1024
WORDS = (
    *(
        b"\0",
        b"\1",
        b"\x7f",
        b"\x80",
        b"\xff",
        b"\xff\xff",
        b"\xff\0",
        b"\0\0\0\0",
        b"\x7f\xff\xff",
    ),
    *(b"\xff\xd8", b"\xff\xd9", b"\xff\xda\0\x08\x01\x01\0\0\x3f\0", b"\xff\xd0", b"\xff\xc0"),
    *(b"\xff\xc2\0\x0b\x08\xff\xff\xff\xff\x01\x01\x44\0", b"\xff\xdd\0\x04\0\1", b"\xff\xc4"),
    *(b"IDAT", b"IEND", b"\0\0\0\0IEND\xae\x42\x60\x82", b"fcTL", b"zTXta\0\0x\x9c", b"iCCP"),
    *(b"RIFF", b"WEBP", b"VP8 ", b"VP8L", b"VP8X", b"ANMF", b"ALPH", b"GIF89a", b"\x2c", b"!\xfe"),
)


def seeds() -> list[bytes]:
    """Small files of every kind, each with other parts that can rot."""
    image = scene((120, 90))
    frames = {"save_all": True, "append_images": [image.rotate(9), image.rotate(99)]}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    indexed = image.quantize(16)
    return [
        coded(image, exif=turned(6), icc_profile=profile),
        coded(image, restart_marker_blocks=3, subsampling=0),
        coded(image.convert("L")),
        coded(image, "MPO", **frames),
        *progressive(),
        *(coded(image.convert(mode), "PNG") for mode in ("1", "L", "LA", "P", "RGBA", "I;16")),
        coded(image, "PNG", icc_profile=profile, **frames),
        coded(indexed, "PNG", transparency=3, exif=turned(8)),
        coded(indexed, "GIF", transparency=1, save_all=True, append_images=[indexed.rotate(9)]),
        *(coded(image, "WEBP", lossless=lossless) for lossless in (False, True)),
        coded(image.convert("RGBA"), "WEBP", exif=turned(3), icc_profile=profile),
        coded(image, "WEBP", **frames),
    ]


def progressive() -> list[bytes]:
    image = scene((120, 90))
    files = [coded(image.convert(mode), progressive=True) for mode in ("L", "RGB", "CMYK")]
    return [*files, coded(image, progressive=True, restart_marker_blocks=3, subsampling=0)]


def resident_kib(mark: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(mark))


def test_pictures(tmp_path: Path) -> None:
    taken, said = 0, set[str]()
    for body in hunt("pictures", seeds(), WORDS):
        # proc(5): forgets the peak, for which the making of rot has asked, too.
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before = resident_kib("VmRSS")
        try:
            assert max(kept(body, tmp_path).size) <= 2560
            taken += 1
        except PictureError as fault:
            said.add(str(fault))
        assert resident_kib("VmHWM") - before < MOST_ADDED_KIB
        for path in tmp_path.iterdir():
            path.unlink()
    assert taken
    assert "" not in said


def test_first_scans() -> None:
    taken, said = 0, set[str]()
    for body in hunt("first-scans", progressive(), WORDS):
        try:
            frame = markers.read(body)
            if frame.size.width * frame.size.height < 10**7:
                assert max(firstscan.eighth(body, frame).size) <= max(frame.size)
            taken += 1
        except PictureError as fault:
            said.add(str(fault))
    assert taken
    assert "" not in said
