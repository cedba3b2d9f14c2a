"""What comes in from official files and spreadsheets, and what goes out to other tools.

Each reader turns one outside shape into values of ours or into located findings; each writer does the reverse. What the
facts then do on pages is left to resolution and pages.
"""
