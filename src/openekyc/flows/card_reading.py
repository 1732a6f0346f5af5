"""One card as it was read: the analysis, with its pictures put away as files."""

from dataclasses import dataclass

from openekyc.flows.analyses.card_analysis import AnalysedCard, CardAnalysis
from openekyc.flows.issuing import keep
from openekyc.storage.blobs.port import Blobs


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReading:
    """What the machine read, its pictures by blob key; stored with the card's row. ``failure`` says why nothing was."""

    analysis: CardAnalysis | None
    front_cut: str | None = None
    back_cut: str | None = None
    portrait: str | None = None
    failure: str = ""


def put_away(blobs: Blobs, token: str, analysed: AnalysedCard) -> KeptReading:
    """Keep the pictures of an analysis as files of the process."""

    def kept(name: str, picture: bytes | None) -> str | None:
        return None if picture is None else keep(blobs, token, name, picture)

    return KeptReading(
        analysis=analysed.analysis,
        front_cut=kept("card-front-cut", analysed.pictures.front),
        back_cut=kept("card-back-cut", analysed.pictures.back),
        portrait=kept("card-portrait", analysed.pictures.portrait),
    )
