"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True)
_COUNTED = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _accounts()
    _verifications()
    _steps_of_verifications()
    _jobs()


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_accounts")),
        sa.CheckConstraint(
            "state IN ('active', 'activating', 'not-activated', 'activate-error', 'arrears')",
            name=op.f("ck_accounts_state"),
        ),
    )
    op.create_table(
        "account_quotas",
        sa.Column("account", sa.String(128), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("allowed", sa.Integer, nullable=False),
        sa.Column("used", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("account", "action", name=op.f("pk_account_quotas")),
        sa.ForeignKeyConstraint(
            ["account"], ["accounts.name"], name=op.f("fk_account_quotas_account_accounts"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "credentials",
        sa.Column("secret_id", sa.String(128), nullable=False),
        sa.Column("account", sa.String(128), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary, nullable=False),
        sa.Column("sealed_session_token", sa.LargeBinary),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
        sa.Column("expires_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("secret_id", name=op.f("pk_credentials")),
        sa.ForeignKeyConstraint(
            ["account"], ["accounts.name"], name=op.f("fk_credentials_account_accounts"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_credentials_account"), "credentials", ["account"])


def _verifications() -> None:
    op.create_table(
        "verifications",
        sa.Column("token", sa.String(36), nullable=False),
        sa.Column("account", sa.String(128), nullable=False),
        sa.Column("flow", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("order", _JSON, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("run_until", sa.BigInteger, nullable=False),
        sa.Column("readable_until", sa.BigInteger, nullable=False),
        sa.Column("opened_at", sa.BigInteger),
        sa.Column("consented_at", sa.BigInteger),
        sa.Column("consent_version", sa.String(64)),
        sa.Column("finished_at", sa.BigInteger),
        sa.Column("cause", sa.String(64)),
        sa.Column("reference_blob", sa.String(255)),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_verifications")),
    )
    op.create_index(op.f("ix_verifications_readable_until"), "verifications", ["readable_until"])


def _steps_of_verifications() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("token", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("challenge", _JSON, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("revealed", _JSON, nullable=False),
        sa.Column("client_log", _JSON),
        sa.Column("video_blob", sa.String(255)),
        sa.Column("uploaded_at", sa.BigInteger),
        sa.Column("best_frame_blob", sa.String(255)),
        sa.Column("judgement", _JSON),
        sa.Column("judged_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.ForeignKeyConstraint(
            ["token"], ["verifications.token"], name=op.f("fk_attempts_token_verifications"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_attempts_token_number"), "attempts", ["token", "number"], unique=True)
    op.create_table(
        "cards",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("token", sa.String(36), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("front_blob", sa.String(255)),
        sa.Column("back_blob", sa.String(255)),
        sa.Column("reading", _JSON),
        sa.Column("edits", _JSON),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.ForeignKeyConstraint(
            ["token"], ["verifications.token"], name=op.f("fk_cards_token_verifications"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_cards_token"), "cards", ["token"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", _COUNTED, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("enqueued_at", sa.BigInteger, nullable=False),
        sa.Column("poisoned_because", sa.Text),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sqlite_autoincrement=True,
    )
