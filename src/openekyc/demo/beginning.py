"""Starts a process for a visitor: asks the API, remembers the visit."""

from dataclasses import dataclass
from urllib.parse import urlencode

from openekyc.demo.api import FaceIdApi, WebChoice
from openekyc.demo.choices import Flow, Steps
from openekyc.demo.forms import DocumentForm, FaceForm
from openekyc.demo.visits import Visit, Visits, new_key

TITLES = {
    Steps.CARD: "Card and selfie",
    Steps.PHOTO: "Selfie against a photo",
    Steps.LIVENESS: "Liveness only",
}
CHECK_MODES = {Steps.CARD: 1, Steps.PHOTO: 2, Steps.LIVENESS: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginnings:
    """``own_url`` and ``capture_url`` are the demo and the capture page as browsers reach them."""

    api: FaceIdApi
    visits: Visits
    own_url: str
    capture_url: str

    def web(self, steps: Steps, form: FaceForm) -> Visit:
        """A web verification; the capture page sends the browser back to the visit."""
        key = new_key()
        choice = WebChoice(
            check_mode=CHECK_MODES[steps],
            level=form.level,
            language=form.language,
            redirect_url=f"{self.own_url}/visits/{key}",
            card=form.card,
            photo=form.photo,
        )
        begun = self.api.start_web(choice)
        return self._keep(Visit(key=key, flow=Flow.WEB, title=TITLES[steps], token=begun.token, capture_url=begun.url))

    def selfie(self, steps: Steps, form: FaceForm) -> Visit:
        """An SdkToken verification, run by the same page as an app's web view would run it."""
        begun = self.api.start_selfie(level=form.level, photo=form.photo)
        capture = f"{self.capture_url}/verify?{urlencode({'token': begun.token})}"
        return self._keep(
            Visit(key=new_key(), flow=Flow.SELFIE, title=TITLES[steps], token=begun.token, capture_url=capture)
        )

    def card(self, form: DocumentForm) -> Visit:
        """A document check, which needs no browser."""
        begun = self.api.start_card(form.document, front=form.front, back=form.back)
        return self._keep(
            Visit(key=new_key(), flow=Flow.CARD, title=form.document.label, token=begun.token, capture_url=None)
        )

    def _keep(self, visit: Visit) -> Visit:
        self.visits.keep(visit)
        return visit
