"""Whom to call for help, where an office names nobody."""

from kiosk.model import Contact

# What can be called anywhere in the country, free of charge. 1022 answers in some provinces only.
EMERGENCY = (
    Contact("Công an", "113"),
    Contact("Cứu hỏa, cứu nạn, cứu hộ", "114"),
    Contact("Cấp cứu", "115"),
    Contact("Bảo vệ trẻ em", "111"),
)
