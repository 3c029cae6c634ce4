"""Text made fit to be set, and spaces that a careful printer keeps together."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.glyphs import leaves_a_box, pictured
from kiosk.layout.headlines import HEADLINE_RULES
from kiosk.layout.rule import Rule
from kiosk.layout.rules import RULES
from kiosk.layout.syllables import syllable, vocabulary
from kiosk.layout.vietnamese import faults, prices, settable

# What a break costs: beside a mark, a dash, in an amount, before a month, in a date, a name …
NEVER, DASH, UNIT, MONTH, DATE, GIVEN, NAME, FAMILY, REST, BODY, LOOSE, ABOUT, WORD, FREE = (
    *(5, 4, 3, 2, 1.5, 1, 0.6, 0.4, 0.3, 0.2, 0.15, 0.08, 0.01, 0),
)


@pytest.mark.parametrize(
    ("raw", "fit"),
    [
        (unicodedata.normalize("NFD", "Ủy ban Phường Bến Sen"), "Ủy ban Phường Bến Sen"),
        ("ê\u0323 o\u0301\u031b", "ệ ớ"),
        ("Bến\tSen\r\nphường\x0b12\x00", "Bến Sen phường 12"),
        ("\u202eđảo\u202c \u200fngược\u200e", "đảo ngược"),
        ("tiếp\u00adcông\u200bdân\ufeff", "tiếpcôngdân"),
        ("khẩn ☎\ufe0e \u2601\ufe0f", "khẩn ☎ ☁"),
        ("Covid\u201119 17\u201023/7", "Covid-19 17-23/7"),
        ("12\u00a0giờ\u202f30\u3000phút\u2028hết", "12 giờ 30 phút hết"),
        ("một \ud83c nửa", "một \ufffd nửa"),
        ("   ", ""),
        ("m² ½ № ℃ “Bến Sen” 652,55 tỷ ₫", "m² ½ № ℃ “Bến Sen” 652,55 tỷ ₫"),
        ("𝗖𝗔̉𝗡𝗛 𝗕𝗔́𝗢 𝟭𝟮/𝟭𝟬: 𝓂ư𝒶 𝑙ớ𝑛", "CẢNH BÁO 12/10: mưa lớn"),
        ("ﬁ ＵＢＮＤ（１） 50㎡ ㎞ Ⅳ ⅸ", "fi UBND(1) 50m² km IV ix"),
        ("① ⑩ ⑪ ⑴ ⒈ Ⓐ ➀ ➓", "① ⑩ (11) (1) 1. A ① ❿"),
        ("1️⃣ Hồ sơ 🔟 ✅ có ❌ không", "1 Hồ sơ 10 ✔ có ✘ không"),
        ("【Khẩn】 ── 〜 「họp」", "[Khẩn] —— ~ “họp”"),
        ("🌊🏮 lụt 🌀 lớn 🌊", "🌊🏮lụt🌀 lớn🌊"),
        ("chợ🎉hoa (🎁)", "chợ🎉 hoa (🎁)"),
        ("👨‍👩‍👧 👍🏽 🇻🇳", ""),
        ("gia đình 👨‍👩‍👧 👍🏽", "gia đình👨👩👧👍🏽"),
        ("́ á̂̃̄ ̣x", "á̂̃ x"),
        ("thư مرحبا بالعالم, שלום thư", "thư مرح thư"),
        ("trường 日本語学校 mới, 日 本", "trường 日本語 mới, 日 本"),
        ("￼ giấy", "giấy"),
        ("a‍́", "á"),
    ],
)
def test_settable(raw: str, fit: str) -> None:
    assert settable(raw) == fit


# What the rules for odd characters are about, and what may stand between.
_ODD = st.text(
    "ab1Ơ .,(“\u0301\u0323\u031b\u200d\ufe0f\u20e3🌊🏽🇻日本語か゛\u3099مهِש𝗔ﬁ①⑪☎№㎡\ufffc\ue000가",
    max_size=12,
)


@given(st.text() | _ODD)
def test_what_was_made_fit_stays_as_it_is(text: str) -> None:
    fit = settable(text)
    assert settable(fit) == fit
    assert unicodedata.is_normalized("NFC", fit)
    assert fit == " ".join(fit.split(" ")).strip()
    assert not {unicodedata.category(letter) for letter in fit} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def price(phrase: str, *, headline: bool = False) -> float:
    """What a break at the “|” costs."""
    before, _, behind = phrase.partition("|")
    text = f"{before.strip()} {behind.strip()}"
    return prices(text, headline=headline)[len(before.split()) - 1]


@pytest.mark.parametrize(
    ("dear", "phrases"),
    [
        (NEVER, "60 |%; (| dân; dân |); dân |…; dân |”"),
        (NEVER, "“| Trẻ; “ ‘| Trẻ; « |dân; dân |:; Covid |-19"),
        (NEVER, 'nói " |hết " rồi; nói " hết |" rồi; COVID |-19,'),
        (DASH, "phường |–; nguồn |· đăng"),
        (DASH, "chính trị |- xã hội; và |/ hoặc; Villas |- khu biệt thự"),
        (UNIT, "652,55 |tỷ đồng; 652,55 tỷ |đồng; 3.200 |m2,"),
        (UNIT, "30 |phút.; (120 |người); 1.234 |cây"),
        (UNIT, "tấn rác/1,5 |km kênh; 17–19 |giờ; 15 triệu |USD"),
        (UNIT, "100% |người; 1.680 |m²; 12 |năm nay"),
        (UNIT, "800.000 |đồng/bó; mức 3.000 |đồng/cổ phiếu; 6 tháng |tuổi; 20.000 mét |vuông"),
        (UNIT, "1.200 |m³/giờ; 640 lượt |người; ảnh 3 |× 4 cm"),
        (UNIT, "ảnh 3 × |4 cm; a) |Tờ khai; - |Bản sao"),
        (UNIT, "nhiệt độ 37 |°C; tốc độ 60 |km/h; mức 5 |triệu đồng; tuyến 12 |km; khu 5 |ha"),
        (UNIT, "khối 500 |m³; mức 37 |độ C; mức 37 độ |C; tầng 5 |m2; số 15 |triệu đồng"),
        (UNIT, "110 |kV; 250 |kVA; 220 |V; 100 |Mbps; 1 |Gbps; 35 |µg/m³; 12 |mg/l; 55 |kWh"),
        (UNIT, "85 |dB; 400 |ppm; 20.000 |lít/ngày; 4.000 |người/km²; 12 hải |lý"),
        (UNIT, "3 / |5 tiêu chí; nhà |45/12A; số nhà |45; Nhà |12A; QL |1A; ĐT |741; TL |43"),
        (UNIT, "tổng đài |1022; nội bộ |12; máy lẻ |12; (máy nhánh |102)"),
        (UNIT, "BS.CKII |Võ; BS.CKI |Võ; ThS.BS |Võ; GS.TS |Võ; PGS.TS.BS. |Võ; TS.BS |Võ"),
        (UNIT, "BS CKII |Võ; BS |CKII Võ; KTS |Lê; CN. |Lê; CN.ĐD. |Lê; P. |Bến Sen; TT. |Củ Chi"),
        (UNIT, "Quận |11; phường |5,; khóa |XII; thứ |6; Điều |4"),
        (UNIT, "quý |IV; số |12; Thứ |7; Q. |1; P. |5"),
        (UNIT, "hẻm |262/15A,; hẻm 262/15A, lô |C4"),
        (UNIT, "lớp |7A3; điểm |a khoản 2; Nghị định |118/2025/NĐ-CP"),
        (UNIT, "Nghị định số |49/2024/NĐ-CP; Chỉ thị |16-CT/TW; nhiệm kỳ |2025–2030; mức độ |4"),
        (UNIT, "ngày |4; tháng |12; năm |2021; (ngày |12/10); 8 giờ |30 phút; 8 giờ 30 |phút"),
        (UNIT, "Thứ |Năm; (thứ |hai); lần thứ |ba; Chủ |nhật; rằm tháng |Mười; tháng |Giêng"),
        (UNIT, "028 |3855 1234; (028) |3855 1234; 028 3855 |1234.; +8428 |3855"),
        (UNIT, "ông |Nguyễn; bà |Lê; TS. |Trần"),
        (UNIT, "PGS.TS. |Trần; TP. |Hồ Chí Minh; TP |HCM; đồng chí |Lê"),
        (MONTH, "ngày 4 |tháng 12; mùng 1 |tháng Sáu"),
        (DATE, "tháng 12 |năm 2021; quý IV |năm 2021"),
        (DATE, "sáng |22/11; thứ Bảy |28/11; Chủ nhật |28/2/2027"),
        (DATE, "Thứ Bảy, |28/11; (Chủ nhật, |28/11)"),
        (DATE, "Tổng |đài 1022; số |nhà 45; nội |bộ 12"),
        (DATE, "22:00 |28/11–04:00 29/11; 22:00 28/11–04:00 |29/11"),
        (DATE, "giá 2 - |4 triệu; 7h30 |12/10"),
        (DATE, "khu |phố 3; lần |thứ XII; lần |thứ ba"),
        (DATE, "Nghị |quyết 54; giai |đoạn 2; nhiệm |kỳ 2025–2030"),
        (GIVEN, "Trương Quốc |Lâm; Nguyễn Thị Kim |Tiến; UBND Quận 11 Trần Phi |Long cho biết"),
        (NAME, "Bến |Sen; “Bến |Sen”; tại Việt |Nam"),
        (NAME, "phường Bến |Sen; Theo Việt |Nam; tỉnh Thanh |Hóa,"),
        (NAME, "OceanBank Hà Văn Thắm, Đà |Nẵng; Alexander |Novak; ông Lê |Na nói"),
        (NAME, "Đại |tá Nguyễn Văn A; trung |tướng; Thượng |úy,; hạ |sĩ"),
        (FAMILY, "Thứ Sáu, |ngày 20/11; thứ Sáu |ngày 20 tháng 11; sáng |thứ Sáu; tối |Chủ nhật"),
        (FAMILY, "Nguyễn |Thị Kim Tiến"),
        (BODY, "Ban Chấp |hành"),
        (BODY, "của Đảng |bộ Quận 11; Lãnh đạo Bộ Giao |thông"),
        (REST, "Trương |Quốc Lâm; Nguyễn Thị |Kim Tiến; nga Mỹ |Donald Trump"),
        (LOOSE, "phường |Bến Sen; UBND |Phường"),
        (LOOSE, "Phường |Bình Thới; Ban |Chấp hành; đường |Nguyễn Huệ"),
        (LOOSE, "Chủ tịch |Trần Phi Long; Bí thư |Nguyễn Văn A"),
        (LOOSE, "31 |đảng viên; World Cup |2018; phim TVB |4"),
        (LOOSE, "14 |và 15/11; 14 và |15/11; 8 giờ |thứ Sáu"),
        (LOOSE, "ngày 24 |đến 27/11; 18 giờ 30 |ngày 19/12; 8 giờ |ngày 3/12"),
        (LOOSE, "Luật |số 54/2019/QH14; Nghị quyết |số 12"),
        (ABOUT, "gần |15 triệu USD; từ |8 giờ; từ |17-23/7; hơn |640 lượt; khoảng |800.000 đồng"),
        (WORD, "người |dân; hồ |sơ; ủy |ban; đăng |ký; ĐỔI |MỚI; khánh thành công |viên"),
        (FREE, "Tổ 5 |đã; tổ 5 |người; khu phố 3 |giờ đây; khu 5 |giờ; Quận 11 |triệu tập"),
        (FREE, "năm 2021 |tỷ lệ; Khu 5 |tấn công; Quận 5 |Triệu Thị Na; phường 5 |đồng loạt"),
        (FREE, "nhà |3 tầng; Thứ Sáu, |ngày hội; chiều |thứ nguyên; hồ sơ, |lịch"),
        (FREE, "năm |học; ông |nói; Sen, |Bến"),
        (FREE, "Bến |rạch; đồng |vốn; thứ |gì; Bến Sen – |phường"),
        (FREE, "gọi 113, |114; số 2, |3855 1234; 12 |15 nữa"),
        (FREE, "Quận 11 |Trần Phi Long; OceanBank |Hà Văn Thắm"),
        (FREE, "Quận 11 |năm nay; 12/10, |Quận ủy"),
        (FREE, "Tại |Việt Nam; Quận ủy |Trương Quốc Lâm"),
        (FREE, "BÀ |CON KHU PHỐ; (Mỹ), |ngày 3"),
    ],
)  # fmt: skip
def test_what_a_break_costs(dear: float, phrases: str) -> None:
    told = {phrase: price(phrase) for phrase in phrases.split("; ")}
    assert told == dict.fromkeys(told, dear)


@pytest.mark.parametrize(
    ("dear", "phrases"),
    [
        (0.15, "nhân |dân; ĐOÀN |KẾT; công |viên; khánh thành công |viên"),
        (0.06, "của |phường; vì |mưa; các |hộ"),
        (0.04, "Quận 11: Mở |lớp; nâng |hạng, tuần; nói ‘Chồng |con"),
        (0.01, "phường |thông xe; khánh thành |công viên"),
        (FREE, "hòa bình |của; ĐOÀN KẾT: |ĐẠI HỘI; lớp, |tại"),
        (UNIT, "Quận |11"),
    ],
)
def test_what_a_break_costs_in_a_headline(dear: float, phrases: str) -> None:
    told = {phrase: price(phrase, headline=True) for phrase in phrases.split("; ")}
    assert told == dict.fromkeys(told, dear)


@pytest.mark.parametrize("rule", [*RULES, *HEADLINE_RULES], ids=lambda rule: rule.keeps)
def test_every_rule_keeps_what_its_examples_say(rule: Rule) -> None:
    headline = rule in HEADLINE_RULES
    told = {phrase: price(phrase, headline=headline) for phrase in rule.examples}
    assert told == dict.fromkeys(rule.examples, rule.price)


def test_the_dearest_rule_stands_first() -> None:
    for rules in (RULES, HEADLINE_RULES):
        dear = [rule.price for rule in rules]
        assert dear == sorted(dear, reverse=True)


def test_bad_breaks_are_worth_a_line_and_broken_names_half_of_one() -> None:
    assert [faults(dear) for dear in (NEVER, UNIT, GIVEN, NAME, REST, FREE)] == [1, 1, 1, 0.5, 0, 0]


WORDS = st.text("aN1ĐiX. ,-–/“”\"'():%…×tháng", max_size=9).filter(lambda word: " " not in word)


@given(st.lists(WORDS, min_size=1, max_size=40), st.booleans())
def test_every_space_has_a_price(words: list[str], headline: bool) -> None:  # noqa: FBT001 - drawn
    told = prices(" ".join(words), headline=headline)
    assert len(told) == len(words) - 1
    assert all(0 <= dear <= NEVER for dear in told)


# Words that rules look for in lower case, those of their examples, and what goes on from them.
KNOWN = sorted(
    {word for rule in (*RULES, *HEADLINE_RULES) for word in (*rule.behind, *rule.before)}
    | {
        word
        for rule in (*RULES, *HEADLINE_RULES)
        for said in rule.examples
        for word in said.split()
    }
)
SECONDS = sorted(
    vocabulary(
        "vuông khối số định quyết phố thứ tá tướng sĩ giêng chạp nhất hai nhật tập đồng dân viên "
        "an a tuổi trăm người loạt, kỳ. lộ; ba: x và đến"
    )
)


@given(
    st.lists(st.sampled_from(KNOWN) | st.sampled_from(SECONDS) | WORDS, min_size=2, max_size=12),
    st.booleans(),
)
def test_where_a_rule_is_not_asked_it_would_not_hold(words: list[str], headline: bool) -> None:  # noqa: FBT001 - drawn
    loud = sum(map(str.isupper, words)) > 2 / 3 * len(words)
    seen = [syllable(word, loud=loud) for word in words]
    rules = sorted((*RULES, *(HEADLINE_RULES if headline else ())), key=lambda one: -one.price)
    every = (
        next((rule.price for rule in rules if rule.holds(seen, at)), 0.0)
        for at in range(len(seen) - 1)
    )
    assert prices(" ".join(words), headline=headline) == tuple(every)


@given(_ODD)
def test_no_more_than_three_letters_in_a_row_are_of_no_font(text: str) -> None:
    kinds = "".join("." if pictured(c) or not leaves_a_box(c) else "#" for c in settable(text))
    assert "####" not in kinds


def test_marks_stand_on_letters_and_ornaments_stand_at_words() -> None:
    fit = settable("🌊 \u0301 🌊 a\u030c 🌊 🌊 b")
    assert fit == "🌊🌊ǎ🌊🌊 b"
