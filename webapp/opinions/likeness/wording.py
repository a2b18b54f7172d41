"""What a text is about, as a set of words and pairs; how alike two texts are.  Pure."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.base.text import fold
from webapp.opinions.likeness.spelling import SpelledWord, spelled
from webapp.opinions.suggesting.known_words import exactly

# Words that say nothing of a matter: who speaks, how, and that something is wished.
_EMPTY = exactly(
    "à ạ ai anh ấy bà bác bạn bằng bao bị bọn bố bởi các cái càng cậu cháu chị chỉ chính cho chú "
    "chưa chúng cô có con còn của cũng cứ dạ đã dám dang đang đây đấy để đề nghị đều đến đi do đó "
    "được em gì gửi hai hay hãy hết hoặc hơn hôm hỏi ít kia khi không kính là lại làm lắm lần lên "
    "lúc luôn mà mẹ mình mọi mỗi mong một mới muốn này nay ngày nếu nên người nhà nhất nhé nhiều "
    "như những nhưng nói nó nữa ở ơi ông phải qua quá ra rằng rất rồi sao sẽ sợ sự suốt ta tại tất "
    "theo thấy thầy thế thì thích thôi thường thưa tớ tôi tốt toàn từ từng tụi và vào vẫn vậy về "
    "vì việc với vui xin xuống ý yêu giúp buồn kinh khi cả lun bọn hiện bây giờ lắm mấy nhau "
    "sắp dễ bất kỳ khác kịp xíu ơi chịu"
)
# Without accents these may be something else ("bơi", "bàn", "ảnh", "cầu"): they count a little.
_UNSURE = exactly("boi ban anh cau thay nhat dang dam lam day lan hoi")
# Two words that are one thing, whatever each may be alone without accents.
_TOGETHER = exactly(
    "ve_sinh lan_can hoc_them chu_nhat day_dien thu_vien ban_ghe hoc_boi biet_boi day_boi "
    "cau_treo cau_thang dang_anh anh_len bai_tap ban_tru san_choi tam_ly day_them lo_lang"
)
_EMPTY_BARE = frozenset(fold(word) for word in _EMPTY) - _UNSURE
# Words of nearly every matter: they count little alone, but well in a pair.
_WEAK = exactly(
    "truong lop hoc sinh duong xa xom thon nuoc tre giao vien thay choi buoi nam gio them can nho "
    "tien dong ban tuoi lon sach hanh lang nguy hiem cong tren tan gan nguoi hong cu mo cua"
)
_WEAK_WEIGHT, _UNSURE_WEIGHT, _PAIR_WEIGHT = 0.4, 0.25, 0.7


def features(text: str) -> dict[str, float]:
    """Return the words and neighbouring pairs of *text* that say what it is about.

    The value is how much each counts.  A pair keeps together what single words
    would scatter ("ve sinh"); it is made over empty words left out.
    """
    content = _content(spelled(text))
    found: dict[str, float] = {}
    for word, weight in content:
        found[word] = max(weight, found.get(word, 0.0))
    for (left, of_left), (right, of_right) in zip(content, content[1:], strict=False):
        if left != right:
            unsure = _UNSURE_WEIGHT in (of_left, of_right)
            found[f"{left} {right}"] = _WEAK_WEIGHT if unsure else _PAIR_WEIGHT
    return found


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return how alike two texts are by their ``features``, from 0 to 1.

    Half of it is what they share of both together, half what they share of the
    shorter one, since a child's three words may be in another one's ten lines.
    A text counts as no less than two words and a half, so that one word in
    common is never enough.
    """
    shared = sum((one[each] + other[each]) / 2 for each in one.keys() & other.keys())
    if not shared:
        return 0.0
    sizes = sorted((sum(one.values()), sum(other.values())))
    both = 2 * shared / max(sizes[0] + sizes[1], 4.0)
    within = shared / max(sizes[0], 2.5)
    return min(1.0, (both + within) / 2)


def _content(words: list[SpelledWord]) -> list[tuple[str, float]]:
    """Return the words that say something, plainly, and how much each counts."""
    whole = {
        place
        for start in range(len(words) - 1)
        if f"{words[start].plain} {words[start + 1].plain}" in _TOGETHER
        for place in (start, start + 1)
    }
    return [
        (word.plain, 0.7 if place in whole else _weight(word))
        for place, word in enumerate(words)
        if place in whole or not _is_empty(word)
    ]


def _is_empty(word: SpelledWord) -> bool:
    """Tell whether *word* says nothing; its accents decide where the child wrote them."""
    written = word.written.lower()
    if len(word.plain) < 2 or written in _EMPTY:
        return True
    accented = fold(written) != written
    return word.plain in _EMPTY_BARE and (not accented or fold(written) != word.plain)


def _weight(word: SpelledWord) -> float:
    if word.plain in _UNSURE and word.written.isascii():
        return _UNSURE_WEIGHT
    return _WEAK_WEIGHT if word.plain in _WEAK else 1.0


def telling(found: Mapping[str, float]) -> list[str]:
    """Return the features of *found* by which like texts are looked for: no weak words."""
    return [feature for feature, weight in found.items() if weight > _WEAK_WEIGHT]
