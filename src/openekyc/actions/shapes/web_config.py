"""Config of the web flow: what the page does and how strict it is."""

from typing import Annotated

from pydantic import Field

from openekyc.actions.shapes.values import actions_of, one_of, parsed_by, warning_codes_of
from openekyc.documents.registry import WEB_NAMES
from openekyc.wire.struct import Struct

CardKind = Annotated[str, one_of(*WEB_NAMES)]


class WebVerificationConfigIntl(Struct):
    """Settings of one web process; each default is the documented one."""

    AutoSkipStartPage: bool = False
    AutoSkip: bool = False
    CheckMode: Annotated[int, one_of(1, 2, 3, 4)] = 2
    IDCardType: CardKind | None = None
    IdCardType: CardKind | None = None  # the specification's example spells it so; SDKs as above
    DisableCheckOcrWarnings: bool = False
    SecurityLevel: Annotated[int, one_of(1, 2, 3, 4, 5)] = 3  # 5 is only in SDK 3.0.1100
    SkipPrivacyPolicy: bool = False
    IdCardCutReturn: bool = False
    ThemeColor: str = "#2d72f1"
    Language: Annotated[str, one_of("th", "en", "zh-cn", "zh-tc", "id")] = "en"
    AutoDowngrade: Annotated[int, one_of(1, 2)] = 1
    ActionList: Annotated[str, parsed_by(actions_of)] = ""
    LivenessRetryLimit: Annotated[int, Field(ge=1, le=99)] = 99
    LivenessTimeout: Annotated[int, Field(ge=0, le=600)] = 45
    SelectedWarningCodes: Annotated[str, parsed_by(warning_codes_of)] = ""
    AllowExpiredDocument: bool = True
    Version: Annotated[str, one_of("BASIC", "PLUS")] = "BASIC"

    @property
    def card_kind(self) -> str | None:
        """The card under either spelling."""
        return self.IDCardType or self.IdCardType
