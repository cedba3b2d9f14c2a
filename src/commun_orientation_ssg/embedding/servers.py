"""Rules for a server that holds a copy of the folder: what it says of types, caches, missing pages and frames."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

__all__ = ["htaccess", "nginx", "origins"]

_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def origins(sites: Iterable[str]) -> tuple[str, ...]:
    """Return the origins ("https://www.var.fr") of the sites where the widget may be shown, each once."""
    parts = (urlsplit(site) for site in sites)
    return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))


def _ancestors(sites: Iterable[str]) -> str:
    return " ".join(("frame-ancestors 'self'", *origins(sites)))


def htaccess(sites: Iterable[str]) -> str:
    """Return what Apache reads in the folder, under the name ".htaccess"."""
    return f"""\
# À placer dans le dossier copié, sous le nom « .htaccess » (Apache 2.4).
DirectoryIndex index.html
AddDefaultCharset UTF-8
AddType text/javascript .js
AddType image/svg+xml .svg
AddType text/vcard .vcf
AddType text/calendar .ics
<IfModule mod_headers.c>
  Header set X-Content-Type-Options "nosniff"
  Header set Referrer-Policy "no-referrer"
  Header set Permissions-Policy "{_POLICY}"
  # Les sites qui peuvent afficher ces pages dans un cadre. Ajoutez les vôtres, séparés par une espace.
  Header set Content-Security-Policy "{_ancestors(sites)}"
  # Les fichiers qui portent leur version dans leur nom ne changent jamais ; les autres sont revus à chaque visite.
  Header set Cache-Control "no-cache"
  <FilesMatch "\\.[0-9a-f]{{8}}\\.(js|css|svg|woff2)$">
    Header set Cache-Control "public, max-age=31536000, immutable"
    Header set Access-Control-Allow-Origin "*"
  </FilesMatch>
</IfModule>
<IfModule mod_deflate.c>
  AddOutputFilterByType DEFLATE text/html text/javascript text/css application/json image/svg+xml
</IfModule>
"""


def nginx(folder: str, sites: Iterable[str]) -> str:
    """Return the lines for nginx; `folder` is the path under which the pages are served ("/orientation/")."""
    common = f"""\
    add_header X-Content-Type-Options "nosniff" always;
    add_header Referrer-Policy "no-referrer" always;
    add_header Permissions-Policy "{_POLICY}" always;
    add_header Content-Security-Policy "{_ancestors(sites)}" always;
"""
    inner = common.replace("    add", "        add")
    return f"""\
# À placer dans le bloc « server » de votre site.
# Remplacez /srv/orientation/ par le dossier où vous avez copié les pages.
location {folder} {{
    alias /srv/orientation/;
    index index.html;
    charset utf-8;
    error_page 404 {folder}404.html;
    gzip on;
    gzip_types text/javascript text/css application/javascript application/json image/svg+xml;
    # Les sites qui peuvent afficher ces pages dans un cadre : ajoutez les vôtres à la ligne Content-Security-Policy.
{common}    add_header Cache-Control "no-cache" always;

    # Les fichiers qui portent leur version dans leur nom ne changent jamais.
    location ~ "\\.[0-9a-f]{{8}}\\.(?:js|css|svg|woff2)$" {{
{inner}        add_header Cache-Control "public, max-age=31536000, immutable";
        add_header Access-Control-Allow-Origin "*";
    }}
}}
"""
