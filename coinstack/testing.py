"""What tests and benchmarks share: the people's password, and where the real data lies beside a checkout."""

from pathlib import Path

import pytest
from django.conf import settings

PASSWORD = "sesterces-and-asses"  # noqa: S105 - of the people that tests make
SHARED_DATA = Path(settings.BASE_DIR).parent / "shared" / "data"

needs_shared_data = pytest.mark.skipif(
    not SHARED_DATA.is_dir(), reason="the real data set is not beside this checkout (../shared/data)"
)
