"""How much hypothesis tries here: `HYPOTHESIS_EXAMPLES=5000 pytest tests/ledger` tries harder."""

import os

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "ledger",
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "20")),
    deadline=None,
    phases=set(Phase) - {Phase.explain},  # explaining a failure takes longer than finding it
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ledger")
