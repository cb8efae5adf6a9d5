from collections.abc import Callable

import pytest

from tellings.mark.norms import FORMS, INSTRUMENTS, norms
from tellings.mark.sentences import sentences
from tellings.model import Article, Norm

Written = Callable[..., Article]


def found(written: Written, text: str) -> list[Norm]:
    article = written(text)
    return list(norms(article, sentences(article)))


@pytest.mark.parametrize("row", [*INSTRUMENTS, *FORMS], ids=lambda r: r.key)
def test_each_row_is_found_in_its_example(row, written):
    assert [n.instrument for n in found(written, row.seen)] == [row.key]


@pytest.mark.parametrize("row", INSTRUMENTS, ids=lambda r: r.key)
def test_each_alias_and_acronym_names_its_row(row, written):
    for name in (row.name, *row.aliases, *row.acronyms):
        assert [n.instrument for n in found(written, f"It cited the {name} twice.")] == [row.key], name


def test_keys_are_given_once():
    keys = [row.key for row in INSTRUMENTS]
    assert len(keys) == len(set(keys))


def test_every_record_is_at_a_secure_address():
    assert [r.key for r in INSTRUMENTS if r.url and not r.url.startswith("https://")] == []


def test_the_year_before_an_instrument_belongs_to_the_citation(written):
    (norm,) = found(written, "She cited the 1951 Refugee Convention in court.")
    assert norm.text == "1951 Refugee Convention"


@pytest.mark.parametrize(
    ("text", "provision"),
    [
        ("It rests on Article 31 of the Chicago Convention.", "Article 31"),
        ("It rests on Articles 3 and 5(2) of the Genocide Convention.", "Articles 3 and 5(2)"),
        ("It rests on the Genocide Convention, Article 2.", "Article 2"),
        ("It rests on Chapter VII of the U.N. Charter.", "Chapter VII"),
        ("It rests on the Fifth Amendment.", "Fifth Amendment"),
        ("It rests on 18 U.S.C. § 242 alone.", "18 U.S.C. § 242"),
        ("It rests on Article 9 of Freedonia's constitution.", "Article 9"),
        ("It rests on Article 9 of the constitution.", "Article 9"),
    ],
)
def test_a_provision_is_given_with_its_instrument(text, provision, written):
    assert [n.provision for n in found(written, text)] == [provision]


def test_vienna_convention_alone_is_ambiguous(written):
    assert [n.instrument for n in found(written, "It broke the Vienna Convention.")] == ["vienna-convention-ambiguous"]


def test_vienna_convention_after_one_full_name_is_that_one(written):
    text = "It cited the Vienna Convention on Consular Relations. The Vienna Convention binds both."
    assert [n.instrument for n in found(written, text)] == ["vienna-consular", "vienna-consular"]


def test_another_vienna_convention_is_none_of_the_three(written):
    assert found(written, "The Vienna Convention on Road Traffic covers lorries.") == []


def test_a_short_form_counts_only_after_the_full_name(written):
    assert found(written, "The CAT sat in the ECHR.") == []
    text = "It cited the Convention against Torture. The CAT binds both."
    assert [n.instrument for n in found(written, text)] == ["cat", "cat"]


@pytest.mark.parametrize(
    "text", ["Under this accord it may.", "The convention binds both.", "They met at the party convention in Vienna."]
)
def test_what_only_points_back_is_not_marked(text, written):
    assert found(written, text) == []
