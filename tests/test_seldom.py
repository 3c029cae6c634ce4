"""What is not loaded with Pillow, and that it is there when somebody asks."""

import subprocess
import sys
from pathlib import Path

ASKED = """
import sys
import kiosk.seldom
from PIL import Image, TiffTags
tags = sys.modules["PIL.ExifTags"]
assert "Base" not in vars(tags) and "lookup" not in vars(TiffTags), "loaded, though nobody asked"
image = Image.new("RGB", (3, 3))
exif = image.getexif()
exif[Image.ExifTags.Base.Orientation] = 6
image.save(sys.argv[1], exif=exif)
with Image.open(sys.argv[1]) as again:
    assert again.getexif()[0x0112] == 6
assert TiffTags.lookup(256).name == "ImageWidth"
assert type(tags) is type(sys)
"""


def test_tags_of_foreign_pictures_are_loaded_when_they_are_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASKED, str(tmp_path / "exif.jpg")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
