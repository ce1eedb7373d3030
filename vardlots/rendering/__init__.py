"""A reply as text, for doors that show no buttons and no cards: pure functions, the same for every door.

`outline` says what stands where; `plain` and `html` write it out; `split` and `sms` fit it to a size and an alphabet;
`slack`, `messenger`, `telegram` and `phone` make the messages that each of those takes; `choices` reads a "2" as the
button that stood there.
"""
