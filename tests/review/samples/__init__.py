"""Reviews as tools and people write them, each about the round of helpdesk with seed 42."""

from tests.review.samples.github import GITHUB
from tests.review.samples.hosts import HOSTS
from tests.review.samples.linters import LINTERS
from tests.review.samples.sample import At, Sample
from tests.review.samples.texts import ASSISTANTS

SAMPLES = (*GITHUB, *HOSTS, *LINTERS, *ASSISTANTS)

__all__ = ["SAMPLES", "At", "Sample"]
