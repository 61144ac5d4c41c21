"""The provable secret vote: groups, proofs, mixes, keys and the log. Pure; docs/protocol.md.

Randomness is always an argument (`Draw`): nothing here draws any by itself. Verification
returns nothing when all is well and raises `CheckFailed`, naming the failed check.
"""
