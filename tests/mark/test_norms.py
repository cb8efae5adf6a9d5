from collections.abc import Callable

import pytest

from tellings.mark.countries import countries
from tellings.mark.norms import FORMS, INSTRUMENTS, PROVISIONS, norms
from tellings.mark.sentences import sentences
from tellings.model import Article, Norm

Written = Callable[..., Article]


def found(written: Written, text: str) -> list[Norm]:
    article = written(text)
    return list(norms(article, sentences(article)))


@pytest.mark.parametrize("row", [*INSTRUMENTS, *FORMS], ids=lambda r: r.key)
def test_each_row_is_found_in_its_example(row, written):
    assert [n.instrument for n in found(written, row.seen)] == [row.key]


NAMED = {c.code: f"{c.name} spoke." for c in countries()}


def test_the_catalogue_holds_at_least_120_instruments_and_provisions():
    assert len(INSTRUMENTS) >= 400
    assert len(PROVISIONS) >= 90
    # International ones alone, names that are shared left out.
    assert sum(row.state is None and not row.among for row in INSTRUMENTS) >= 200
    # National ones of many states.
    assert len({row.state for row in INSTRUMENTS if row.state}) >= 30


@pytest.mark.parametrize("row", PROVISIONS, ids=lambda r: f"{r.instrument}-{r.provision}")
def test_each_provision_is_found_in_its_example(row, written):
    (norm,) = found(written, row.seen)
    assert norm.instrument == row.instrument
    assert norm.provision in (row.provision, "Articles 31 and 32")


@pytest.mark.parametrize("row", PROVISIONS, ids=lambda r: f"{r.instrument}-{r.provision}")
def test_a_provision_is_of_an_instrument_of_the_catalogue_and_found_by_its_names(row, written):
    assert row.instrument in {i.key for i in INSTRUMENTS}
    for name in row.names:
        cited = [(n.instrument, n.provision) for n in found(written, f"It rests on {name} alone.")]
        assert cited == [(row.instrument, row.provision)], name


def test_a_shared_name_is_among_instruments_of_the_catalogue():
    keys = {row.key for row in INSTRUMENTS}
    assert [r.key for r in INSTRUMENTS if r.among and (len(r.among) < 2 or not keys >= set(r.among))] == []


@pytest.mark.parametrize("row", INSTRUMENTS, ids=lambda r: r.key)
def test_each_alias_and_acronym_names_its_row(row, written):
    for name in (row.name, *row.aliases, *row.acronyms):
        text = f"{'Officials spoke.' if not row.generic else NAMED[row.state]} It cited the {name} twice."
        assert [n.instrument for n in found(written, text)] == [row.key], name


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
        ("It rests on Art. 5 (1)(c) ECHR.", "Article 5(1)(c)"),
        ("It rests on article five of the North Atlantic Treaty.", "Article 5"),
        ("It rests on Articles 31, 32 and 33(1) of the Refugee Convention.", "Articles 31, 32 and 33(1)"),
        ("It rests on Article 5, paragraph 2, of the Kyoto Protocol.", "Article 5, paragraph 2"),
        ("It rests on paragraph 2 of Article 5 of the Kyoto Protocol.", "Paragraph 2 of Article 5"),
        ("It rests on FISA Section 105.", "Section 105"),
        ("It rests on Common Article 3 of the Geneva Conventions.", "Article 3"),
        ("It rests on the Fourth and Fifth Amendments.", "Fourth and Fifth Amendments"),
        ("It rests on 18 USC 371 and 1001 alone.", "18 U.S.C. § 371 and 1001"),
        ("It rests on 14 C.F.R. § 91.3 alone.", "14 CFR 91.3"),
        ("It rests on section 3(1) of the Official Secrets Act 1911.", "Section 3(1)"),
        ("It rests on Penal Code article 301.", "Article 301"),
    ],
)
def test_a_provision_is_given_with_its_instrument(text, provision, written):
    assert [n.provision for n in found(written, text)] == [provision]


def test_vienna_convention_alone_is_ambiguous(written):
    assert [n.instrument for n in found(written, "It broke the Vienna Convention.")] == ["vienna-convention-ambiguous"]


def test_vienna_convention_after_one_full_name_is_that_one(written):
    text = "It cited the Vienna Convention on Consular Relations. The Vienna Convention binds both."
    assert [n.instrument for n in found(written, text)] == ["vienna-consular", "vienna-consular"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("It cited the 1961 Vienna Convention.", "vienna-diplomatic"),
        ("It cited the Vienna Convention of 1963.", "vienna-consular"),
        ("It cited the Geneva Convention.", "geneva-convention-ambiguous"),
        ("It cited the Geneva Conventions.", "geneva-conventions"),
        ("It cited the 1951 Geneva Convention.", "refugee-convention"),
        ("It cited the Hague Convention.", "hague-convention-ambiguous"),
        ("It cited the 1980 Hague Convention.", "hague-abduction"),
        ("It cited the Rome Statute.", "rome-statute"),
        ("It cited the Freedom of Information Act.", "foi-act-ambiguous"),
        ("It cited Nigeria's Freedom of Information Act.", "ng-foi-act"),
        ("It cited the Official Secrets Act 1989.", "uk-official-secrets-1989"),
        ("It cited Malaysia's Official Secrets Act.", "my-official-secrets-act"),
    ],
)
def test_a_shared_name_is_settled_by_its_year_or_state_and_else_says_it_is_shared(text, key, written):
    assert [n.instrument for n in found(written, text)] == [key]


@pytest.mark.parametrize(
    "text",
    [
        "The Equality Act passed the house.",
        "It cited the Terrorism Act 2019 in Lund.",
        "It cited Norway's Equality Act.",
        "It cited Peru's Freedom of Information Act.",
        "The North Atlantic Treaty Organization met.",
        "Section 230 of the stadium was shut.",
        "They flew to Dublin and on to Geneva.",
        "In constitution he is strong.",
        "Article 29 says so.",
        "The party held its convention under a treaty of friendship.",
    ],
)
def test_what_is_no_citation_or_cites_another_law_is_not_marked(text, written):
    assert found(written, text) == []


def test_a_bare_article_is_of_the_one_instrument_whose_articles_were_cited(written):
    text = "It broke Article 22 of the VCDR. Article 29 says more. Section 4 does not."
    cited = [(n.instrument, n.provision) for n in found(written, text)]
    assert cited == [("vienna-diplomatic", "Article 22"), ("vienna-diplomatic", "Article 29")]


def test_a_bare_article_after_two_instruments_is_of_neither(written):
    text = "It broke Article 22 of the VCDR and Article 2 of the ICCPR. Article 29 says more."
    assert len(found(written, text)) == 2


def test_another_vienna_convention_is_none_of_the_three(written):
    assert found(written, "The Vienna Convention on Bell Towers covers lorries.") == []


def test_a_short_form_counts_only_after_the_full_name(written):
    assert found(written, "The CAT sat in the ECHR.") == []
    text = "It cited the Convention against Torture. The CAT binds both."
    assert [n.instrument for n in found(written, text)] == ["cat", "cat"]


@pytest.mark.parametrize(
    "text", ["Under this accord it may.", "The convention binds both.", "They met at the party convention in Vienna."]
)
def test_what_only_points_back_is_not_marked(text, written):
    assert found(written, text) == []
