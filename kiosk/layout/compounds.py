"""What reads as one in a headline: common words of two syllables, and what leans on the next word.

Each function answers whether the space behind word `at` is of its kind.
"""

from kiosk.layout.names import begins
from kiosk.layout.syllables import Words, vocabulary

# The commonest of what wards, districts and their portals write about; no dictionary.
_COMPOUNDS = """
an ninh, an sinh, an toàn, áp lực, ảnh hưởng, ban hành, bàn giao, bác sĩ, báo cáo, bản sao,
bảo hiểm, bảo vệ, bầu cử, bệnh dịch, bệnh nhân, bệnh viện, biên bản, biên giới, biện pháp,
biệt thự, bình ổn, bình thới, bình thường, bí thư, bị cáo, bóng đá, bồi thường, bổ nhiệm,
bổ sung, bờ kè, cam kết, cao tuổi, cách mạng, cán bộ, cải cách, cải thiện, cảnh báo, cảnh cáo,
căn cước, cây xanh, cần thơ, cầu đường, cấp cứu, cấp nước, chào mừng, cháy nổ, chăm lo,
chăm sóc, chấp hành, chất lượng, chiến binh, chiến lược, chiếu sáng, chính phủ, chính quyền,
chính sách, chính trị, chí minh, chỉ đạo, chỉ thị, cho biết, chung cư, chuyên đề, chuyển đổi,
chủ tịch, chủ trì, chương trình, chứng khoán, chứng nhận, chứng thực, chữa cháy, công an,
công bố, công chức, công chứng, công dân, công đoàn, công khai, công nghệ, công nghiệp,
công tác, công thương, công trình, công trường, công ty, công viên, cổ đông, cổ phiếu, cơ bản,
cơ chế, cơ quan, cơ sở, cứu hộ, cứu nạn, cựu chiến, dân cư, dân phố, dân quân, dân tộc, dân vận,
diễn tập, diễn viên, dinh dưỡng, dịch bệnh, dịch vụ, doanh nghiệp, du lịch, dự án, dự báo,
đào tạo, đà nẵng, đánh giá, đảng bộ, đảng ủy, đảng viên, đại biểu, đại diện, đại học, đại hội,
đăng ký, đăng quang, đầu tư, đất đai, đền bù, đề án, đề nghị, đề phòng, đề xuất, điều tra, điện lực,
điện tử, địa bàn, địa chỉ, địa phương, định cư, đoàn kết, đoàn thể, đoàn viên, đô thị, đồng bào,
đồng lòng, đối tác, đối thoại, đổi mới, độc lập, động lực, đơn thư, đời sống, đường phố,
đường sắt, giao lưu, giao thông, gia đình, giám đốc, giám sát, giáo dục, giáo viên, giá cả,
giải pháp, giải phóng, giải quyết, giải thưởng, giải tỏa, giảm nghèo, giấy phép, giấy tờ, góp ý,
gương mẫu, hàng hóa, hàng không, hàng xóm, hành chính, hàn quốc, hà nội, hải đảo, hải phòng,
hạnh phúc, hiện trường, hiệu quả, hoa hậu, hoàn thành, hòa bình, học bổng, học sinh, hồ chí,
hồ sơ, hỗ trợ, hội chợ, hội diễn, hội đồng, hội nghị, hội thao, hội thảo, hội thi, hội trường,
hộ khẩu, hộ nghèo, hộ tịch, hợp tác, huyện ủy, hữu nghị, kết hôn, kết nghĩa, kết quả, kế hoạch,
khai giảng, khai mạc, khai sinh, khai trương, khai tử, khách hàng, khám bệnh, kháng chiến,
khánh thành, khảo sát, khẩn cấp, khen thưởng, khiếu nại, khoa học, khó khăn, khởi công, khởi tố,
khuyết tật, khu phố, khu vực, kiến nghị, kiểm điểm, kiểm soát, kiểm tra, kinh phí, kinh tế,
ký kết, kỷ luật, kỷ niệm, lao động, lãi suất, lãnh đạo, lắng nghe, lễ hội, lệ phí, liên đoàn,
liên hiệp, liệt sĩ, lịch sử, lòng đường, luật sư, lừa đảo, lựa chọn, ma túy, mái ấm, mặt trận,
mầm non, mẫu đơn, miễn phí, môi trường, mô hình, mở rộng, năng lượng, nâng cao, ngân hàng,
ngân sách, ngập nước, nghiệm thu, nghi ngờ, nghĩa trang, nghĩa vụ, nghị định, nghị quyết,
ngõ hẻm, nguồn vốn, người dân, người đẹp, người nghèo, nhà nước, nhà ở, nhà văn, nhân dân,
nhập khẩu, nhập ngũ, nhật bản, nhiệm kỳ, nhiệm vụ, niêm yết, nông thôn, nước sạch, ô nhiễm,
ô tô, pháp luật, phát biểu, phát động, phát triển, phản ánh, phân loại, phế liệu, phong trào,
phòng chống, phòng dịch, phòng khách, phục vụ, phụ huynh, phụ nữ, phương án, phương hướng,
quan tâm, quản lý, quân khu, quân sự, quận ủy, quốc gia, quốc hội, quốc phòng, quốc tế,
quyết định, quy định, quy hoạch, quy tắc, ra mắt, ra quân, rác thải, sài gòn, sáng kiến,
sản phẩm, sản xuất, sạt lở, sân bay, sinh hoạt, sinh viên, số hóa, sơ kết, sở hữu, sức khỏe,
sử dụng, tai nạn, tài chính, tài khoản, tái chế, tạm ngừng, tạm trú, tạm vắng, tăng cường,
tăng trưởng, tập đoàn, tập huấn, tập trung, tên lửa, thanh niên, thanh toán, thanh tra,
thành công, thành lập, thành phố, thành ủy, thành viên, thể dục, thể thao, thiên tai, thiếu nhi,
thi công, thi đua, thị trường, thoát nước, thỏa thuận, thông báo, thông qua, thông tin,
thông tư, thông xe, thống nhất, thời gian, thời tiết, thu gom, thủ đô, thủ tục, thủ tướng,
thương binh, thương hiệu, thường trú, thường trực, thường vụ, thượng đỉnh, thư viện, thực hiện,
thực phẩm, thực quản, tiêm chủng, tiêm phòng, tiêu dùng, tiến độ, tiếp dân, tiếp nhận, tiếp thu,
tiếp tục, tiếp xúc, tiết kiệm, tiểu học, tình hình, tình nghĩa, tình nguyện, tín hiệu, tỉnh ủy,
tòa án, tọa đàm, tôn nữ, tố cáo, tổng kết, tổng thống, tổ chức, tội phạm, tờ khai, trao đổi,
trao quà, trao tặng, trật tự, trẻ em, triều cường, triển khai, triển lãm, tri ân, trợ cấp,
trung học, trung quốc, trung tâm, trung ương, truyền thống, trường học, trực tiếp, trực tuyến,
tuyên dương, tuyên truyền, tuyến đường, tuyển dụng, tuyển quân, tưởng niệm, tư tưởng, từ thiện,
tựu trường, tự do, ủng hộ, ủy ban, văn hóa, văn minh, văn nghệ, văn phòng, vắc xin, vận động,
vệ sinh, viếng thăm, việc làm, việt nam, vinh danh, vi phạm, vỉa hè, vũ khí, xã hội, xây dựng,
xét xử, xuất huyết, xuất khẩu, xử lý, xử phạt, yêu cầu, y sĩ, y tá, y tế, ý kiến
"""
_PAIRS = frozenset(tuple(pair.split()) for pair in _COMPOUNDS.split(","))
FIRSTS = frozenset(first for first, _ in _PAIRS)
SECONDS = frozenset(second for _, second in _PAIRS)
# Prepositions and conjunctions, which a line begins with rather than ends with, and what leans on
# the next word in the same way.
_LEADING = vocabulary(
    "của và với tại ở trong cho từ về để theo vì khi do đến tới bằng qua sau trước giữa hay hoặc "
    "mà nhưng nhờ"
)
LEANING = _LEADING | vocabulary(
    "như trên dưới là các những một mọi mỗi không chưa đã sẽ đang bị rất"
)


def is_compound(words: Words, at: int) -> bool:
    """Pairs are taken from left to right: “khánh thành | công viên”, not “thành công”."""
    run = 0
    while run <= at and _is_pair(words, at - run):
        run += 1
    return run % 2 == 1


def is_proper(words: Words, at: int) -> bool:
    """A pair in the name of a body: “Ban | Chấp hành”, not “Ban Chấp | hành”."""
    return words[at].capital and not begins(words, at) and is_compound(words, at)


def _is_pair(words: Words, at: int) -> bool:
    return not words[at].stops and (words[at].low, words[at + 1].low) in _PAIRS


def is_stranded(words: Words, at: int) -> bool:
    """Between the first two words of a clause or a quotation, or the last two of one."""
    left, right = words[at], words[at + 1]
    if left.stops:
        return False
    return right.stops or left.opens or (at > 0 and words[at - 1].stops)


def leans(words: Words, at: int) -> bool:
    """Behind a word that wants the next one on its line."""
    return not words[at].stops and words[at].low in LEANING


def is_no_seam(words: Words, at: int) -> bool:
    """Neither behind a mark nor before a preposition."""
    return not (words[at].stops or words[at + 1].low in _LEADING)
