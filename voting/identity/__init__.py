"""Proving who one is to a vote: OpenID Connect in the manner of デジタル認証アプリ.

It makes no account and no session: what comes back is matched against the roll and forgotten.
"""
