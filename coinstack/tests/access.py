from coinstack.tests.access_matrix import anyone, personal
from coinstack.tests.api_access import API_ACCESS

ACCESS = [
    personal("dashboard"),
    personal("settings"),
    personal("styleguide"),
    anyone("healthz"),
    anyone("favicon"),
    *API_ACCESS,
]
