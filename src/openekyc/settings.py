"""Every knob of the server in one file. Each is an environment variable `OPENEKYC_<NAME>`; the command line's own
options win over it. A threshold says beside it which data chose it and what error rates it gives.
"""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator can turn."""

    model_config = SettingsConfigDict(env_prefix="OPENEKYC_", frozen=True, extra="ignore")

    # Where things live
    data: Path = Field(default=Path("var"), description="Folder of the embedded database, blobs, keys and models.")
    models: Path | None = Field(
        default=None, description="Folder of the built model files; the one beside the program when unset."
    )
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        description="How browsers reach this server; VerificationURL starts with it. Without TLS off localhost "
        "browsers give a page no camera.",
    )
    public_hosts: tuple[str, ...] = Field(
        default=(), description="Further host names that clients may have signed (proxies that rewrite Host)."
    )

    # Work
    workers: int = Field(default=2, ge=1, le=64, description="Warm processes that decode and run the models.")
    job_timeout_s: float = Field(default=60, gt=0, description="Longest time one analysis may take.")
    job_attempts: int = Field(default=5, ge=1, description="Tries after which a job that kills its process stops.")

    # Uploads by the capture page
    recording_bytes: int = Field(default=16 * 2**20, ge=2**20, description="Largest recording of one attempt, bytes.")
    card_picture_bytes: int = Field(default=8 * 2**20, ge=2**20, description="Largest uploaded card picture, bytes.")
    queue_limit: int = Field(
        default=200, ge=1, description="Analyses that may wait; beyond it new work is refused at once."
    )

    # Backends, by the names of their entry points (`openekyc doctor` lists what is installed)
    faces_backend: str = Field(default="blazeface-dlib-faceres", description="Which face engine compares people.")
    liveness_backend: str = Field(default="rules", description="Which liveness engine judges recordings.")
    text_backend: str = Field(default="rapidocr", description="Which reader reads cards.")
    cards_backend: str = Field(default="contours", description="Which finder cuts cards out of photos.")

    # Lifetimes (seconds), from the public specification pages
    run_lifetime_s: int = Field(default=600, description="From issue: time to open and finish a process.")
    result_lifetime_s: int = Field(default=259_200, description="From issue: web and card results can be read.")
    selfie_result_lifetime_s: int = Field(default=7_200, description="From issue: SdkToken results can be read.")

    # Comparison
    pass_mark: float = Field(default=70.0, description="Similarity from which two faces count as the same person.")

    # Liveness
    silent_liveness_without_model: bool = Field(
        default=False,
        description="Accept level 1 (silent) although no presentation-attack model is installed. No hand-made "
        "passive cue is a usable screen or print detector: leave it off outside trials.",
    )

    # Pictures by URL
    download_timeout_s: float = Field(default=3.0, gt=0, description="Longest time to fetch a picture, all included.")
    download_max_bytes: int = Field(default=5 * 1024 * 1024, gt=0, description="Largest picture fetched by URL.")
    download_allowed: tuple[str, ...] = Field(
        default=(),
        description="Host names and networks that pictures may be fetched from although they are not on the open "
        "internet; everything private is refused otherwise.",
    )
