"""The explorer of alliances as one file for a browser: a script looks up what was counted beforehand."""
