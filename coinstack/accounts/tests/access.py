from coinstack.tests.access_matrix import Access, anyone, personal, staff_only

ACCESS = [
    Access("accounts:login", owner=302, other=302, staff=302, nobody=200),
    anyone("accounts:setup", answer=404),
    personal("accounts:logout", method="post", owner=302),
    personal("accounts:preferences", method="post", owner=200),
    personal("accounts:password"),
    personal("accounts:sign_out_everywhere", method="post", owner=302),
    staff_only("accounts:collectors"),
    staff_only("accounts:collectors", method="post"),
]
