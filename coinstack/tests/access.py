from coinstack.tests.access_matrix import anyone, personal

ACCESS = [
    personal("dashboard"),
    personal("settings"),
    personal("styleguide"),
    anyone("healthz"),
]
