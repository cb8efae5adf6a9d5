"""Claims: which statements must not be joined, however alike."""

from tellings.article.reader import from_record
from tellings.claim.claims import align
from tellings.run import steps


def joined(*texts: str) -> bool:
    """Whether the first statements of articles of one sentence each are one claim."""
    tellings = [steps.tell(from_record({"id": f"a{n}", "text": text}, f"a{n}")) for n, text in enumerate(texts)]
    wanted = {telling.speech.statements[0].id for telling in tellings}
    return any(wanted <= set(claim.statements) for claim in align(tellings).claims)


def test_one_report_in_two_outlets_is_one_claim() -> None:
    assert joined(
        "The harbour office said the ferry struck the north pier at Port Ardle on Tuesday morning.",
        "The ferry struck the north pier at Port Ardle on Tuesday morning, the harbour office said.",
    )


def test_what_is_demanded_is_not_what_is_said_to_be_done() -> None:
    assert not joined(
        "The Porters' Guild called on Weld Lines to publish the ferry's maintenance log.",
        "Weld Lines said it was publishing the ferry's maintenance log.",
    )


def test_what_two_speakers_shout_are_two_claims() -> None:
    assert not joined(
        "In the video a deckhand can be heard shouting, “Hold on, hold on to the rail!”",
        "“I sounded the horn and told everyone to hold on to the rail,” said Odile Marsh, the captain.",
    )


def test_one_utterance_is_one_claim_whoever_is_named_for_it() -> None:
    assert joined(
        "“The engines were running normally until the ferry struck the pier,” Weld Lines said.",
        "“The engines were running normally until the ferry struck the pier,” said Paul Ferrand, a spokesman.",
    )
