from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.mark.marks import mark
from tellings.model import Article, Block
from tellings.speech.quotes import printed
from tellings.speech.speech import speech


@pytest.fixture
def told(written):
    """Statements of a text as (text, stance, chain of mentions)."""

    def tell(text, **article):
        found = speech(*written(text, **article)).statements
        return [(s.text, s.stance, [link.mention.text for link in s.attribution]) for s in found]

    return tell


@pytest.fixture
def quoted(written):
    """Quotes of a text as (text, kind, chain of mentions, speaker first)."""

    def quote(text):
        return [(q.text, q.kind, [link.mention.text for link in q.chain]) for q in speech(*written(text)).quotes]

    return quote


# ---------------------------------------------------------------- attribution


def test_what_is_told_before_the_speaker_is_theirs(told):
    ((_, stance, chain),) = told("The ferry was an hour late when it struck the pier, harbour police said on Monday.")
    assert (stance, chain) == ("reported", ["harbour police"])


def test_an_opening_adjunct_is_no_speaker(told):
    ((_, _, chain),) = told("In a hearing on Monday, Odile Marsh testified that the gate was open.")
    assert chain == ["Odile Marsh"]


def test_an_apposition_does_not_hide_the_speaker(told):
    ((_, _, chain),) = told("Odile Marsh, a clerk at the toll house in Weld, said the gate was open.")
    assert chain == ["Odile Marsh"]


def test_a_speaker_in_the_middle_of_a_sentence(told):
    found = told("The gate, Odile Marsh said, was open all night and nobody was on watch.")
    assert [(text, chain) for text, _, chain in found] == [
        ("The gate, Odile Marsh said, was open all night", ["Odile Marsh"]),
        ("nobody was on watch.", ["Odile Marsh"]),
    ]


def test_frames_that_hold_each_other_end(told):
    found = told("Quill said, Marsh added, that Weld said, Ford told police, the gate was open, Quill said.")
    assert found[0][1] == "reported"


def test_according_to_gives_the_source(told):
    ((_, _, chain),) = told("Three barges sank overnight, according to the Weld Harbour Office.")
    assert chain == ["the Weld Harbour Office"]


def test_a_refusal_tells_nothing(told):
    ((_, stance, chain),) = told("Investigators did not say why the gate was open.")
    assert (stance, chain) == ("asserted", [])


def test_the_person_told_is_not_the_source(told):
    ((_, _, chain),) = told("Odile Marsh told the Harbour Gazette that the gate was open.")
    assert chain[-1] == "Odile Marsh"


def test_an_agency_that_was_told_is_on_the_way(written):
    (statement,) = speech(*written("Odile Marsh told The Harbour Gazette that the gate was open.")).statements
    assert [link.kind for link in statement.attribution] == ["outlet", "person"]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The warden, Odile Marsh, told a court that the gate was open.", ["The warden, Odile Marsh"]),
        (
            "A spokesman for the lock office, Jon Ford, said the gate was open.",
            ["A spokesman for the lock office, Jon Ford"],
        ),
        ("“It was open,” the guild's secretary, Odile Marsh, said.", ["the guild's secretary, Odile Marsh"]),
        ("The gate was open, Jon Ford, the guild's spokesman, said.", ["Jon Ford"]),
        ("Weld Clinic took in nine people, a nurse there, Odile Marsh, said.", ["a nurse there, Odile Marsh"]),
        ("Lock keeper Jon Ford, who has worked there for ten years, said the gate was open.", ["Lock keeper Jon Ford"]),
        ("A keeper, who left in May, said a gate of this kind needs oil.", ["A keeper"]),
        (
            "A spokesman for the Gate Guild, a club that wants old locks kept, said no one was hurt.",
            ["A spokesman for the Gate Guild"],
        ),
        ("Jon Ford, spokesman for Weld's armed guards, said nobody had fired.", ["Jon Ford"]),
        ("Jon Ford, the reeve of Weld state, blamed Marl for the flood.", ["Jon Ford"]),
        ("“It is open,” Jon Ford, an assistant lock keeper said on Monday.", ["Jon Ford"]),
        ("“It is open,” said Weld trader and blogger Jon Ford, who lives there.", ["Weld trader and blogger Jon Ford"]),
        ("Crowns and rings estimated to be worth a mint were gone, the Weld Post reported.", ["the Weld Post"]),
        (
            "According to the Weld Post, Jon Ford, the head of the porters' guild in Weld, said it was open.",
            ["the Weld Post", "Jon Ford"],
        ),
        ("The guild sued the firm in May, arguing that the gate was open.", ["The guild"]),
        ("Nine charges and two leaders are to be heard in Weld.", []),
        ("The Weld charge against Marl is theft.", []),
        ("Marl tried three times to remove state judge Odile Marsh.", []),
        ("“It is open,” Jon Ford was heard saying.", ["Jon Ford"]),
        ("The barge, estimated to have cost nine crowns, sank in May.", []),
        ("Jon Ford was quoted as saying that the gate was open.", ["Jon Ford"]),
        ("Rough estimates indicate that nine gates are open.", ["Rough estimates"]),
        ("If wages rise by a tenth, it implies that the Weld Mill expects to grow.", []),
    ],
)
def test_who_is_the_speaker(told, text, chain):
    assert told(text)[0][2] == chain


def test_what_causes_a_question_does_not_ask_it(told):
    chain = told("It’s also causing guild officials to wonder: What now, and for whom?")[0][2]
    assert chain in ([], ["guild officials"])


def test_a_pronoun_that_goes_on_keeps_its_person(told):
    found = told(
        "Jon Ford left the court. In that hour he named the old lock keeper, Herbert Quill. He said the gate was open."
    )
    assert found[-1][2] == ["Jon Ford"]


def test_a_paper_called_the_post_is_an_outlet(written):
    (statement,) = speech(*written("The mill burned in May, the Post stated.")).statements
    assert [link.kind for link in statement.attribution] == ["outlet"]


def test_a_source_that_wants_no_name_is_anonymous(written):
    (statement,) = speech(*written("A keeper, who asked not to be named, said the gate was open.")).statements
    assert [link.kind for link in statement.attribution] == ["anonymous"]


def test_one_who_speaks_twice_in_a_sentence_is_one_link(told):
    ((_, _, chain),) = told("The warden, Odile Marsh, said she expects the gate to open in May.")
    assert chain == ["The warden, Odile Marsh"]


def test_a_blow_is_no_speech(told):
    ((_, _, chain),) = told("The old Weld Queen slammed into the quay at noon, a dockside source told the Weld Post.")
    assert chain[-1] == "a dockside source"
    assert told("The barge blasted the quay with its horn.")[0][2] == []
    assert told("The union slammed the plan as unfair.")[0][2] == ["The union"]


def test_a_pronoun_goes_to_the_person_of_the_sentence_before(told):
    found = told(
        "“We ran,” said Jon Ford.\nThe warden, Odile Marsh, has been there for a year.\nShe told a court it was open."
    )
    assert found[-1][2] == ["Odile Marsh"]


def test_a_pronoun_goes_to_the_last_fitting_speaker(told):
    found = told("Herbert Quill said the gate was open. Odile Marsh said it was shut. She said the key was lost.")
    assert found[-1][2] == ["Odile Marsh"]


def test_two_tellers_in_one_sentence_make_two_statements(told):
    found = told("The ministry says the dam is safe, but engineers argue that it could fail.")
    assert [chain for _, _, chain in found] == [["The ministry"], ["engineers"]]


def test_an_outlet_that_reports_what_others_said_is_the_first_link(told):
    ((_, _, chain),) = told("The Harbour Gazette reported that police said the gate was open.")
    assert chain == ["The Harbour Gazette", "police"]


def test_a_statement_leads_to_the_body_that_spoke_before_it(told):
    found = told("The ministry said no one was hurt. The statement added that the road was open.")
    assert found[-1][2] == ["The statement", "The ministry"]


def test_what_an_outlet_was_told_itself_is_marked_own(written):
    found = speech(*written("A guard told this newspaper that the gate was open."))
    assert [link.kind for link in found.statements[0].attribution] == ["own", "person"]


def test_a_headline_names_its_speaker_by_a_colon(told):
    found = told("# Two held after mill fire: police\nA mill burned in Weld on Monday.")
    assert found[0][2] == ["police"]


def test_a_word_that_is_a_noun_here_is_no_cue(told):
    assert told("The claim was filed in May after a press report on the dam.")[0][2] == []


def test_an_inanimate_subject_shows_nothing(told):
    assert told("The new bridge shows how far the port has come.")[0][2] == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The mill burned on Monday.", "asserted"),
        ("The mill reportedly burned on Monday.", "reported"),
        ("Marl allegedly burned the mill.", "alleged"),
        ("Marl denied burning the mill.", "denied"),
        ("The union demanded that the mill be shut.", "demanded"),
        ("The union has called on the owners to open the books.", "demanded"),
        ("The mayor called for an inquiry into the fire.", "demanded"),
        ("Marsh called the plan “a bad joke”.", "reported"),
        ("The mill will reopen in May.", "predicted"),
        ("Will the mill reopen?", "asked"),
        ("Barges must carry a lamp at night.", "asserted"),
        ("The barge could not have come at a worse time.", "asserted"),
        ("The mill was shut in May.", "asserted"),
        ("The flood claimed nine lives.", "asserted"),
        ("The firm has not said whether it will comply.", "asserted"),
        ("The firm has not shown the book that the guild demanded.", "asserted"),
    ],
)
def test_stance(told, text, stance):
    assert told(text)[0][1] == stance


# ---------------------------------------------------------------- quotes


def test_a_quote_before_and_after_its_speaker_is_one_persons(quoted):
    found = quoted("“We ran to the pier,” said Odile Marsh. “Nobody came.”")
    assert [chain for _, _, chain in found] == [["Odile Marsh"], ["Odile Marsh"]]


def test_a_colon_carries_the_speaker_over_paragraphs(quoted):
    found = quoted("Herbert Quill said the gate had been open:\n“We saw a man at the lock.\n“He ran when we called.”")
    assert [chain for _, _, chain in found] == [["Herbert Quill"], ["Herbert Quill"]]


def test_a_set_off_paragraph_is_the_words_of_who_introduced_it(quoted):
    found = quoted(
        "The ministry said in a note that crews stayed on board:\n> to keep the passengers safe until the tide fell"
    )
    assert found == [("to keep the passengers safe until the tide fell", "set-off", ["The ministry"])]


def test_a_nickname_is_no_quote(quoted):
    assert quoted("The barge, known as the “Old Goat”, sank in May.") == []


def test_a_phrase_in_a_tellers_clause_is_a_partial_quote(quoted):
    assert quoted("The union called the plan “a bad joke”.") == [("a bad joke", "partial", ["The union"])]


def test_a_participle_takes_the_subject_of_its_clause(quoted):
    found = quoted("The ministry stressed that crews were safe, describing the delay as a “brief pause.”")
    assert found == [("brief pause.", "partial", ["The ministry"])]


def test_words_heard_in_a_recording_are_the_speakers_by_way_of_it(quoted):
    found = quoted("A video showed a guard telling the crowd, “Go home now, all of you.”")
    assert found[0][2] == ["a guard", "A video"]


def test_someone_quoted_by_a_witness_is_the_speaker(quoted):
    found = quoted("Marl ran after a man who had waved and had yelled, “Stop the boat!” Odile Marsh said.")
    assert found[0][2][0] == "a man"


def test_printed_speech_holds_the_whole_reported_clause(written):
    article, marks = written("Herbert Quill said the toll was “a bad joke” on the town.")
    (record,) = printed(article, marks, speech(article, marks))
    assert record["text"] == "the toll was “a bad joke” on the town"
    assert (record["kind"], record["speaker"], record["cue"]) == ("mixed", "Herbert Quill", "said")


def test_what_a_closing_participle_demands_is_a_statement_of_its_own(written):
    text = "The guild immediately closed the north pier, demanding repairs to the wall."
    found = speech(*written(text))
    assert [(s.text, s.stance, [x.mention.text for x in s.attribution]) for s in found.statements] == [
        ("The guild immediately closed the north pier", "asserted", []),
        ("demanding repairs to the wall.", "demanded", ["The guild"]),
    ]
    (thread,) = found.threads
    assert (thread.statement, thread.by.text) == (found.statements[1].id, "The guild")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "The barge was moored all night, and the lock keeper had gone home early.",
            ["The barge was moored all night", "the lock keeper had gone home early."],
        ),
        (
            "Crews towed the barge to Weld, but it did not reach the quay.",
            ["Crews towed the barge to Weld", "it did not reach the quay."],
        ),
        (
            "The bridge was closed, while the tunnel stayed open to lorries.",
            ["The bridge was closed", "the tunnel stayed open to lorries."],
        ),
        (
            "The barge that sank was painted red, and the lock was open that night.",
            ["The barge that sank was painted red", "the lock was open that night."],
        ),
    ],
)
def test_two_clauses_that_nobody_is_said_to_say_are_two_statements(told, text, parts):
    assert [text for text, _, _ in told(text)] == parts


@pytest.mark.parametrize(
    ("text", "parts", "chain"),
    [
        (
            "Police said two men were held, a third fled and the car was found.",
            ["Police said two men were held", "a third fled", "the car was found."],
            ["Police"],
        ),
        (
            "Odile Marsh said on Monday that the mill had burned down and that two workers were hurt.",
            ["Odile Marsh said on Monday that the mill had burned down", "two workers were hurt."],
            ["Odile Marsh"],
        ),
        (
            "The mill burned down, two workers were hurt, and the road was closed, police said.",
            ["The mill burned down", "two workers were hurt", "the road was closed, police said."],
            ["police"],
        ),
        (
            "He reminded jurors that Brandt testified the window was down, she saw a red light and she saw nobody.",
            [
                "He reminded jurors that Brandt testified the window was down",
                "she saw a red light",
                "she saw nobody.",
            ],
            ["He", "Brandt"],
        ),
    ],
)
def test_every_clause_under_a_cue_keeps_its_source(told, text, parts, chain):
    assert told(text) == [(part, "reported", chain) for part in parts]


def test_each_of_two_tellers_says_their_own_clause(told):
    found = told("The harbour master said the gate was open and Ada Quill denied that the lock was shut.")
    assert [(stance, chain) for _, stance, chain in found] == [
        ("reported", ["The harbour master"]),
        ("denied", ["Ada Quill"]),
    ]


def test_a_clause_after_a_closed_quotation_is_the_outlets(told):
    found = told("“The mill burned down,” Odile Marsh said, and two workers were taken to a hospital.")
    assert [(stance, chain) for _, stance, chain in found] == [("reported", ["Odile Marsh"]), ("asserted", [])]


@pytest.mark.parametrize(
    "text",
    [
        "If the gate was open all night, and the lock was shut, the barge was safe.",
        "If the gate opens, the water falls and the mill stops.",
        "The barge carried coal from Weld, and sank with the whole of its cargo.",
        "The barge carried coal, timber, and the mail of four villages.",
        "The barge was lost, and it burned.",
        "The council did not say whether the gate was open or the lock was shut.",
        "It is not clear what happened to the boats or where they were taken.",
        "Not only was the gate open, but the lock was broken.",
        "The gate - it was built in 1910 - was shut by the harbour master.",
        "Was the gate open and was the lock shut?",
        "He fell and died.",
        "Twelve people were killed and 20 were wounded in the fire.",
    ],
)
def test_clauses_that_lean_on_each_other_stay_whole(told, text):
    assert len(told(text)) == 1


def test_a_short_closing_participle_stays_with_its_clause(told):
    assert len(told("The guild shut the north pier, demanding repairs.")) == 1


# ---------------------------------------------------------------- threads


def test_a_thread_is_the_clause_not_the_whole_sentence(written):
    text = "The mill burned in May, but the owners are awaiting a reply from Weld Council."
    (thread,) = speech(*written(text)).threads
    assert text[thread.start : thread.end] == "the owners are awaiting a reply from Weld Council"
    assert (thread.act, thread.by.text, thread.of.text) == ("pending", "the owners", "Weld Council")


@pytest.mark.parametrize(
    ("text", "act", "by", "of", "what"),
    [
        ("Quill Lines, which runs the barge, declined to comment.", "no-comment", "Quill Lines", None, None),
        (
            "The Porters' Guild of the Weld demanded that the firm open its books.",
            "demand",
            "The Porters' Guild of the Weld",
            "the firm",
            "the firm open its books",
        ),
        (
            "The Lock Office has asked the owner, Quill Lines, to hand over the plans by Friday.",
            "request",
            "The Lock Office",
            "the owner, Quill Lines",
            "hand over the plans by Friday",
        ),
        (
            "The guild has asked Quill Lines not to sell the barge.",
            "request",
            "The guild",
            "Quill Lines",
            "not to sell the barge",
        ),
        ("A court ordered Quill Lines to pay the crew.", "demand", "A court", "Quill Lines", "pay the crew"),
        (
            "The lock office gave Quill Lines until Friday to reply.",
            "deadline",
            "The lock office",
            "Quill Lines",
            "Friday to reply",
        ),
        ("Quill Lines must reply by Friday.", "deadline", None, "Quill Lines", "Friday"),
        (
            "The fire is being investigated by the county police.",
            "investigation",
            "the county police",
            None,
            "The fire",
        ),
        ("The guild said it is reviewing the plans.", "review", "The guild", None, "the plans"),
        (
            "The rowers' union demanded a full and independent inquiry.",
            "demand",
            "The rowers' union",
            None,
            "a full and independent inquiry",
        ),
        ("Odile Marsh said the port would appeal by Friday.", "appeal", "the port", None, "by Friday"),
        ("Quill Lines said it would publish the log.", "plan", "Quill Lines", None, "the log"),
        ("The family filed an appeal on Monday.", "appeal", "The family", None, "on Monday"),
        ("Two sailors are still missing.", "search", None, None, "Two sailors"),
        ("A message left with Quill Lines was not immediately returned.", "no-comment", "Quill Lines", None, None),
        ("The guild asked Quill Lines on Monday to reply.", "request", "The guild", "Quill Lines", "reply"),
        ("The port plans to buy barges from Quill Lines.", "plan", "The port", None, "buy barges from Quill Lines"),
        ("The names have not yet been released.", "pending", None, None, "The names"),
        ("Ada said it remained unclear why it sank.", "pending", None, None, "why it sank"),
        ("It gave them 48 hours to leave.", "deadline", None, None, "hours to leave"),
        ("The cause is not yet known.", "pending", None, None, "The cause"),
        ("The cause is still unclear.", "pending", None, None, "The cause"),
        ("A hearing is scheduled for June.", "pending", None, None, "A hearing"),
        ("The guild has launched a full inquiry.", "investigation", "The guild", None, None),
        (
            "It was too soon to say whether the mill would reopen.",
            "pending",
            None,
            None,
            "whether the mill would reopen",
        ),
    ],
)
def test_who_owes_whom_what(written, text, act, by, of, what):
    (thread,) = speech(*written(text)).threads
    found = tuple(x.text if x else None for x in (thread.by, thread.of, thread.what))
    assert (thread.act, *found) == (act, by, of, what)


def test_two_acts_of_one_subject_are_two_threads(written):
    threads = speech(*written("The board has opened an investigation and expects to publish a report in May.")).threads
    assert [(t.act, t.by.text) for t in threads] == [("investigation", "The board"), ("promise", "The board")]


@pytest.mark.parametrize(
    "text",
    [
        "She asked him to leave.",
        "He asked not to be named.",
        "Officers ordered the driver to stop.",
        "The guild asked Quill Lines to open its books, which it did on Monday.",
        "A clerk asked how to get to the lock.",
    ],
)
def test_a_request_that_passed_opens_nothing(written, text):
    assert speech(*written(text)).threads == ()


def test_what_may_happen_opens_nothing(written):
    assert speech(*written("The port may plan to widen the canal, and could influence prices.")).threads == ()


@pytest.mark.parametrize(
    "text",
    [
        "The family filed a lawsuit on Monday.",
        "She said the port would appeal if the ruling stood.",
        "She said the port would not appeal.",
        "It is the port's plan to widen the canal.",
        "The flood could thwart the port plans to widen the canal.",
        "The port is working on its future, speeding plans to widen the canal.",
        "The council had ordered the port to widen the canal.",
        "The union demanded an inquiry in 2009.",
        "Odile Marsh asked how the port would respond.",
        "The plan would appeal to voters, she said.",
        "The lock would reopen in May.",
    ],
)
def test_what_is_done_refused_or_wondered_about_opens_nothing(written, text):
    assert speech(*written(text)).threads == ()


def test_a_participle_asks_for_its_subject(written):
    text = "The lock is unsafe, Odile Marsh said, demanding an apology from the port."
    assert [(t.act, t.by.text) for t in speech(*written(text)).threads] == [("demand", "Odile Marsh")]


def test_what_was_to_come_before_publication_is_no_longer_awaited(written):
    assert speech(*written("A hearing was set for 3 March 2026.", published="2026-03-09")).threads == ()
    assert len(speech(*written("A hearing is scheduled for 30 March.", published="2026-03-09")).threads) == 1


def test_what_a_party_would_not_say_is_silence_and_no_plan(written):
    text = "The port declined to say when it plans to widen the canal."
    assert [t.act for t in speech(*written(text)).threads] == ["no-comment"]


def test_what_was_asked_long_before_the_last_year_told_is_history(written):
    text = "In 1955 the guild asked Quill Lines to open its books. The mill burned on 3 May 2024."
    assert speech(*written(text, published=None)).threads == ()


def test_a_question_opens_nothing(written):
    assert speech(*written("Who is investigating the fire?")).threads == ()


def test_a_thread_runs_since_the_article(written):
    (thread,) = speech(*written("Police opened an investigation into the fire.", published="2026-03-02")).threads
    assert thread.since == "2026-03-02"
    (thread,) = speech(
        *written("3 March 2026\n\nPolice opened an investigation into the fire.", published=None)
    ).threads
    assert thread.since == "2026-03-03"


# ---------------------------------------------------------------- what holds for any text

WORDS = (
    "said Quill “ ” \" ' , . : that the ministry who and \n told — according to but ; he Ünal 🙂 claims yet ( )".split(
        " "
    )
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS | st.text(max_size=120))
def test_statements_do_not_overlap_and_every_slice_is_exact(text):
    article = Article(id="a", text=text, sha256="0" * 64, blocks=(Block(start=0, end=len(text), kind="paragraph"),))
    found = speech(article, mark(article))
    places = [(s.start, s.end) for s in found.statements]
    assert places == sorted(places)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    slices = [link.mention for s in found.statements for link in s.attribution]
    slices += [link.cue for q in found.quotes for link in q.chain if link.cue]
    slices += [x for t in found.threads for x in (t.by, t.of, t.what) if x]
    assert all(text[x.start : x.end] == x.text for x in [*found.statements, *found.quotes, *slices])
    assert printed(article, mark(article), found) == printed(article, mark(article), found)


def test_a_sentence_without_an_end_is_left_whole_and_does_not_hang():
    text = "Quill said that the gate, which Marsh said was open, " * 4_000
    article = Article(id="a", text=text, sha256="0" * 64, blocks=(Block(start=0, end=len(text), kind="paragraph"),))
    assert speech(article, mark(article)).statements[0].attribution == ()


def test_a_long_chain_of_pronouns_ends():
    text = "He ran to the quay. She has not yet replied to it. " * 1_500
    article = Article(id="a", text=text, sha256="0" * 64, blocks=(Block(start=0, end=len(text), kind="paragraph"),))
    assert len(speech(article, mark(article)).threads) == 1_500


def test_a_quotation_after_what_somebody_told_is_theirs(quoted):
    found = quoted("Odile Marsh said the gate was shut.\n\n“It is a mess and we are all tired of it.”")
    assert found[-1][2] == ["Odile Marsh"]


def test_a_heading_before_a_quotation_is_not_said(written):
    article, marks = written("Fire at the Weld Mill “We were very lucky,” Odile Marsh said.")
    (record,) = printed(article, marks, speech(article, marks))
    assert record["text"] == "“We were very lucky,”"


def test_a_clause_with_more_than_its_quotation_is_printed_whole(written):
    article, marks = written("Odile Marsh said the plan for the old mill was “a very bad joke”.")
    (record,) = printed(article, marks, speech(article, marks))
    assert (record["kind"], record["text"]) == ("mixed", "the plan for the old mill was “a very bad joke”")


def test_a_deed_is_not_printed_as_speech(written):
    article, marks = written("Odile Marsh praised the crew.")
    assert printed(article, marks, speech(article, marks)) == []


def test_of_two_who_say_the_same_the_nearer_to_the_quotation_speaks(quoted):
    found = quoted("The Post quoted clerks and carters, with Odile Marsh stating: “The gate was never shut at night.”")
    assert found[0][2][0] == "Odile Marsh"
