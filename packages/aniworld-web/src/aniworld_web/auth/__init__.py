"""Who may do what: password, sessions, tokens, API keys and limits."""
