import pytest

from tellings.article.crawl.marks import Group, bit, group_bits, groups


@pytest.mark.parametrize("row", groups(), ids=lambda row: row.name)
def test_a_row_finds_what_it_was_seen_in(row: Group) -> None:
    assert group_bits(row.seen) & bit(row.name)


def test_a_class_of_no_group_is_in_none() -> None:
    assert group_bits("zzyx css-1a2b3c") == 0
