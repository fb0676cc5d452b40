"""Where tests and benchmarks find the real data that lies beside a development checkout."""

from pathlib import Path

import pytest
from django.conf import settings

SHARED_DATA = Path(settings.BASE_DIR).parent / "shared" / "data"

needs_shared_data = pytest.mark.skipif(
    not SHARED_DATA.is_dir(), reason="the real data set is not beside this checkout (../shared/data)"
)
