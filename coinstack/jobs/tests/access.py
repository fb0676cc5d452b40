from typing import Any

from coinstack.accounts.models import User
from coinstack.jobs.models import Job
from coinstack.tests.access_matrix import personal, private


def a_job(owner: User) -> dict[str, Any]:
    return {"pk": Job.objects.create(kind="polish", owner=owner).pk}


ACCESS = [
    personal("jobs:list"),
    private("jobs:progress", a_job),
    private("jobs:cancel", a_job, method="post", owner=302),
]
