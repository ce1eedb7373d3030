"""A reply as text, for doors that show no buttons and no cards: pure functions, the same for every door.

`outline` says what stands where; `plain` and `html` write it out; `split` and `sms` fit it to what a door can carry;
`choices` reads a "2" as the button that stood there.
"""
