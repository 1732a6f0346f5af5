"""Every knob of the server in one file. Each is an environment variable `OPENEKYC_<NAME>`; the command line's own
options win over it. A threshold says beside it which data chose it and what error rates it gives.
"""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class FacesSettings(BaseModel):
    """What a picture must offer before its face is compared. Rates: of 3,001 press photos, mostly LFW."""

    model_config = ConfigDict(frozen=True)

    least_score: float = Field(default=0.5, description="Detection score; every one of 3,001 faces is found with .5.")
    least_eye_distance_px: float = Field(
        default=35,
        description="Between the outer eye corners. FNMR at 53/35/25/18 px is .037/.10/.34/.66: below it the answer "
        "is a quality error, never a mismatch; for portraits on cards aim at 50.",
    )
    least_sharpness: float = Field(
        default=0.25, description="Re-blur ratio of the aligned chip; refuses .9 % of press photos."
    )
    most_yaw_deg: float = Field(default=25, description="To either side; refuses 5 % of press photos.")
    most_pitch_deg: float = Field(default=20, description="Up or down; refuses 2 %.")
    most_roll_deg: float = Field(default=30, description="Towards a shoulder; refuses none.")
    second_share: float = Field(
        default=0.5,
        description="A second face counts from this share of the first one's size; card ghosts are smaller.",
    )


class LivenessSettings(BaseModel):
    """Thresholds of the liveness rules; set one as `OPENEKYC_LIVENESS__<NAME>`. Distances are in outer-eye distances.

    Unless said otherwise the defaults come from docs/benchmarks.md, section "Liveness".
    """

    model_config = ConfigDict(frozen=True)

    # Bounds before decoding
    longest_s: float = Field(
        default=30, gt=0, description="The longest task takes 12 s; the rest is for slow networks."
    )
    most_frames: int = Field(default=1800, ge=1, description="60 frames a second for the longest recording.")
    most_pixels: int = Field(default=1920 * 1080, ge=1, description="Of one frame; the page records 640x480.")

    # Container and clocks
    least_fps: float = Field(
        default=10, gt=0, description="A blink of 0.3 s must show in at least two frames; slow machines record 10-15."
    )
    longest_gap_s: float = Field(default=1.0, gt=0, description="Between two frames, once the task has begun.")
    clock_misfit_s: float = Field(
        default=1.5, gt=0, description="How far the page's account of the length may be off before it is not believed."
    )
    server_misfit_s: float = Field(
        default=1.5,
        gt=0,
        description="How far the page's account may contradict the server's clock: what one slow request may take.",
    )

    # Tracking and picture quality
    longest_loss_s: float = Field(default=0.5, description="The face may be out of sight this long during the task.")
    largest_jump: float = Field(default=0.6, description="Movement of the face between frames 0.1 s apart: a cut.")
    second_face_share: float = Field(default=0.4, description="Height of another face, relative, that disturbs.")
    least_eye_distance_px: float = Field(default=80, description="Outer eye corners, median; below it blinks are lost.")
    best_frame_yaw_deg: float = Field(default=15, description="At least one frame must be this frontal.")
    least_luma: float = Field(
        default=60, description="Mean of the face, 0-255; below it lids cannot be told from eyes."
    )
    most_luma: float = Field(default=200, description="Mean of the face, 0-255.")
    least_sharpness: float = Field(default=0.25, description="Re-blur ratio of the best frame.")
    open_eye: float = Field(default=0.08, description="Lid gap per eye width, median; shut eyes have .02-.06.")

    # Not a picture
    frozen_motion: float = Field(
        default=0.0006, description="Spot that the face stays in: faces .003 and more, prints on a stand .0001."
    )
    frozen_s: float = Field(default=1.0, description="For this long without it: frozen.")
    passive_parallax: float = Field(
        default=0.01, description="Flatness of face motion, without a blink: held prints up to .007, faces .003-.06."
    )
    least_relief: float = Field(
        default=0.1,
        description="Depth of a turning head: real clips .102 to .42 (14), flat prints .01-.07, bent .05-.10.",
    )
    doubtful_relief: float = Field(default=0.13, description="Below it the background must not turn with the head.")
    least_coherence: float = Field(default=0.35, description="Background against head: real about 1, prints .02-.5.")
    least_turn_deg: float = Field(default=7, description="Least turn between two frames that depth is measured on.")
    most_turn_deg: float = Field(default=18, description="Beyond it points are lost.")

    # Actions
    blink_ratio: float = Field(default=0.65, description="Lid gap against its usual; both eyes, at one moment.")
    blink_reopened: float = Field(default=0.75, description="Lid gap against its usual when the eye counts as open.")
    longest_blink_s: float = Field(default=0.9, description="Shut to open again.")
    blink_yaw_deg: float = Field(default=25, description="Beyond it one eye is hidden.")
    mouth_opening: float = Field(default=0.3, description="Lip gap per lip width above its usual; wide open is .5-.8.")
    shortest_mouth_s: float = Field(default=0.25, description="Speech opens the mouth wide only for shorter.")
    shake_deg: float = Field(default=15, description="Peak to peak; a natural shake has 20-40.")
    nod_deg: float = Field(default=10, description="Peak to peak; a natural nod has 12-25.")
    longest_swing_s: float = Field(default=1.5, description="From one side to the other; slower is looking around.")
    late_s: float = Field(default=0.8, description="An action may go on this long after the page has moved on.")
    stray_size: float = Field(default=1.25, description="Size from which a movement not asked for disturbs; 1 answers.")
    early_starts: int = Field(default=1, description="Times per step that a person may begin before the prompt.")


class Settings(BaseSettings):
    """What an operator can turn."""

    model_config = SettingsConfigDict(env_prefix="OPENEKYC_", env_nested_delimiter="__", frozen=True, extra="ignore")

    # Where things live
    data_dir: Path = Field(default=Path("var"), description="Folder of the embedded database, blobs, keys and models.")
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
    job_attempts: int = Field(
        default=5,
        ge=1,
        description="Tries after which a job stops that kills its process or the server. One that takes too long "
        "or finds its input unusable stops after the first; one that fails otherwise after the second.",
    )
    process_memory_mib: int = Field(
        default=4096, ge=512, description="Address space of one warm process; a hostile file cannot take more."
    )
    log_style: Literal["console", "json"] = Field(default="console", description="Logs for people or for programs.")

    # Uploads by the capture page
    recording_bytes: int = Field(default=16 * 2**20, ge=2**20, description="Largest recording of one attempt, bytes.")
    card_picture_bytes: int = Field(default=8 * 2**20, ge=2**20, description="Largest uploaded card picture, bytes.")
    queue_limit: int = Field(
        default=200, ge=1, description="Analyses that may wait; beyond it new work is refused at once."
    )

    # Room for strangers, so that a few of them cannot hold up everybody
    picture_checks: int = Field(
        default=16,
        ge=1,
        description='Pictures that may wait for their check at once; the next one is refused with "try again". One '
        "check takes about 0.1 s, one that hangs 10 s.",
    )
    downloads: int = Field(default=8, ge=1, description="Pictures fetched by URL at once; the next one is refused.")
    capture_threads: int = Field(
        default=40, ge=1, description="Calls of the capture page worked on at once; the API has as many of its own."
    )
    connections: int = Field(
        default=200, ge=1, description="Open connections; beyond them the server answers 503 without reading on."
    )
    body_timeout_s: float = Field(
        default=60, gt=0, description="Longest time for the body of a request: 16 MB on a line of 2.2 Mbit/s."
    )
    card_readings: int = Field(
        default=10, ge=1, description="Times that a person may have the card of one process read."
    )

    # Backends, by the names of their entry points (`openekyc doctor` lists what is installed)
    faces_backend: str = Field(default="blazeface-dlib-faceres", description="Which face engine compares people.")
    liveness_backend: str = Field(default="rules", description="Which liveness engine judges recordings.")
    text_backend: str = Field(default="rapidocr", description="Which reader reads cards.")
    records_backend: str = Field(default="sqlite", description="Which database keeps the records.")
    blobs_backend: str = Field(default="local", description="Which store keeps pictures and recordings.")
    jobs_backend: str = Field(default="embedded", description="Which queue takes work to the warm processes.")
    credentials_backend: str = Field(default="sql", description="Which store keeps API keys and accounts.")
    rates_backend: str = Field(default="memory", description="Which counter holds the calls per second.")
    cards_backend: str = Field(default="contours", description="Which finder cuts cards out of photos.")

    # The wire
    strict_regions: bool = Field(
        default=False,
        description="Accept only the regions that the specification lists for each action, not all five everywhere.",
    )
    newest_selfie_codes: bool = Field(
        default=False,
        description="Answer GetFaceIdResultIntl with the codes in force from 2026-03-10 (adds 1002, 1005, 1201, 2017) "
        "instead of the ten of the specification.",
    )

    # Lifetimes (seconds), from the public specification pages
    run_lifetime_s: int = Field(default=600, description="From issue: time to open and finish a process.")
    result_lifetime_s: int = Field(default=259_200, description="From issue: web and card results can be read.")
    selfie_result_lifetime_s: int = Field(default=7_200, description="From issue: SdkToken results can be read.")

    # Comparison
    pass_mark: float = Field(default=70.0, description="Similarity from which two faces count as the same person.")
    agreement_mark: float = Field(
        default=70.0,
        description="Similarity of all pictures taken from one recording with its best. The least of each of 34 honest "
        "recordings: 75, 77, 95 and more; the largest of 500 pairs of recordings of different people: 68.",
    )

    faces: FacesSettings = Field(default=FacesSettings(), description="The quality gate of faces in stills.")

    # Liveness
    silent_liveness_without_model: bool = Field(
        default=False,
        description="Accept level 1 (silent) although no presentation-attack model is installed. No hand-made "
        "passive cue is a usable screen or print detector: leave it off outside trials.",
    )
    liveness: LivenessSettings = Field(default=LivenessSettings(), description="Thresholds of the liveness rules.")

    # Pictures by URL
    download_timeout_s: float = Field(default=3.0, gt=0, description="Longest time to fetch a picture, all included.")
    download_max_bytes: int = Field(default=5 * 1024 * 1024, gt=0, description="Largest picture fetched by URL.")
    download_allowed: tuple[str, ...] = Field(
        default=(),
        description="Host names and networks that pictures may be fetched from although they are not on the open "
        "internet; everything private is refused otherwise.",
    )

    # Cards: the outline in the photo. Chosen on 96 synthetic photos (24 document sides at 4 levels of degradation) and
    # 96 hard ones: of the plain ones 95 accepted, all within 2 % of the truth; of 24 with clutter 22, six of them 2-4 %
    # off; of 24 with a finger on the edge 21; of 24 cut by the frame one, wrongly; of 24 on a table of the card's own
    # colour none. What is not accepted is read as a whole photo.
    card_least_outline: float = Field(default=1.2, description="Score (edge support + shape) to trust an outline.")
    card_least_side: float = Field(default=0.5, description="Share of every side that must lie on a visible edge.")
    card_least_margin: float = Field(default=0.003, description="Distance to the photo's border, of its shorter side.")
    # Cards: warnings, on the same photos; real ones may need other values.
    card_whole_side: float = Field(
        default=0.9, description="Border: warns of 21 of 21 fingers on a side (0.80-0.85) and of 1 of 95 free cards."
    )
    card_least_width: float = Field(default=600, description="Card width in the photo, pixels; under it a retake.")
    card_least_sharpness: float = Field(
        default=0.38,
        description="Blur: warns of 95 of 95 cards blurred by 2.5 px (0.17-0.37), of 1 of 71 readable ones (0.33-1.65) "
        "and of 2 of 24 barely readable ones.",
    )
    card_most_glare: float = Field(
        default=0.004, description="Glare: warns of 41 of 48 cards with a light spot and of 1 of 47 without."
    )
    card_least_chroma: float = Field(
        default=1.8,
        description="Photocopy: warns of 190 of 190 simulated grey copies, half of them in warm light (up to 0.73), "
        "and of 0 of 16 fronts of the readable kinds (5.2-13). Copies in colour pass.",
    )
