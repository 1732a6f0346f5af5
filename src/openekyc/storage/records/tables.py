"""The tables of the server, for every database it runs on. A change here needs a step in `storage/migrations/`."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from openekyc.storage.column_types import CountedKey, Moment, Moments, OneOf, PlainJson
from openekyc.storage.metadata import metadata
from openekyc.storage.records.port import AttemptState, CardState, Flow, VerificationState

verifications = Table(
    "verifications",
    metadata,
    Column("token", String(36), primary_key=True),
    Column("account", String(128), nullable=False),
    Column("flow", OneOf(Flow), nullable=False),
    Column("state", OneOf(VerificationState), nullable=False),
    Column("order", PlainJson, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("run_until", Moment, nullable=False),
    Column("readable_until", Moment, nullable=False, index=True),  # for a later clearing away; nothing does it yet
    Column("opened_at", Moment),
    Column("consented_at", Moment),
    Column("consent_version", String(64)),
    Column("finished_at", Moment),
    Column("cause", String(64)),
    Column("reference_blob", String(255)),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("token", ForeignKey("verifications.token", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", OneOf(AttemptState), nullable=False),
    Column("challenge", PlainJson, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("revealed", Moments, nullable=False),
    Column("client_log", PlainJson),
    Column("video_blob", String(255)),
    Column("uploaded_at", Moment),
    Column("best_frame_blob", String(255)),
    Column("judgement", PlainJson),
    Column("judged_at", Moment),
    Index(None, "token", "number", unique=True),  # two uploads at once cannot make the same attempt
)

cards = Table(
    "cards",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("token", ForeignKey("verifications.token", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", OneOf(CardState), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("front_blob", String(255)),
    Column("back_blob", String(255)),
    Column("reading", PlainJson),
    Column("edits", PlainJson),
)

# A row is deleted once its result is recorded; `tries` is counted before each try, so that an input that kills its
# process is known after a restart too. `poisoned_because` keeps the rows that were given up, for the operator.
jobs = Table(
    "jobs",
    metadata,
    Column("id", CountedKey, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("tries", Integer, nullable=False, default=0, server_default="0"),
    Column("enqueued_at", Moment, nullable=False),
    Column("poisoned_because", Text),
    sqlite_autoincrement=True,  # a number is never used again, so nobody mistakes a new job for a finished one
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", String(128), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    CheckConstraint("state IN ('active', 'activating', 'not-activated', 'activate-error', 'arrears')", name="state"),
)

account_quotas = Table(
    "account_quotas",
    metadata,
    Column("account", ForeignKey("accounts.name", ondelete="CASCADE"), primary_key=True),
    Column("action", String(64), primary_key=True),
    Column("allowed", Integer, nullable=False),
    Column("used", Integer, nullable=False, default=0, server_default="0"),
)

credentials = Table(
    "credentials",
    metadata,
    Column("secret_id", String(128), primary_key=True),
    Column("account", ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("sealed_secret", LargeBinary, nullable=False),
    Column("sealed_session_token", LargeBinary),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("expires_at", Moment),
)
