"""Rules for a server that holds a copy of the folder: what it says of types, caches, missing pages and frames."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from ..permalinks import LOST

__all__ = ["htaccess", "nginx", "origins"]

_NO_PAGE = r"/introuvable/|\.(?!html?$)[^./]+$"
"""What is not sent to the page of lost addresses: scripts, pictures, and that page itself (nothing goes round)."""
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
<IfModule mod_rewrite.c>
  # Une adresse de page qui n'existe pas mène à la page « introuvable » de ce dossier, où qu'il soit :
  # le bouton rouge et l'accueil y marchent.
  RewriteEngine On
  RewriteCond %{{REQUEST_FILENAME}} !-f
  RewriteCond %{{REQUEST_FILENAME}}/index.html !-f
  RewriteCond %{{REQUEST_URI}} !{_NO_PAGE}
  RewriteCond %{{REQUEST_URI}}::$0 ^(/.*?)([^:]*)::\\2$
  RewriteRule ^.*$ %1{LOST} [R=302,L]
</IfModule>
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
    absolute_redirect off;
    error_page 403 404 = @orientation_introuvable;
    gzip on;
    gzip_types text/javascript text/css application/javascript application/json image/svg+xml;
    # Les sites qui peuvent afficher ces pages dans un cadre : ajoutez les vôtres à la ligne Content-Security-Policy.
{common}    add_header Cache-Control "no-cache" always;

    # Les fichiers qui portent leur version dans leur nom ne changent jamais.
    location ~ "\\.[0-9a-f]{{8}}\\.(?:js|css|svg|woff2)$" {{
{inner}        add_header Cache-Control "public, max-age=31536000, immutable";
        add_header Access-Control-Allow-Origin "*";
    }}

    # Une fiche de contact, un rendez-vous : le téléphone sait les ouvrir.
    location ~ "\\.vcf$" {{
        types {{ }}
        default_type "text/vcard; charset=utf-8";
{inner}        add_header Cache-Control "no-cache" always;
    }}
    location ~ "\\.ics$" {{
        types {{ }}
        default_type "text/calendar; charset=utf-8";
{inner}        add_header Cache-Control "no-cache" always;
    }}
}}

# L'adresse tapée sans sa dernière barre.
location = {folder.rstrip("/")} {{
    absolute_redirect off;
    return 301 {folder};
}}

# Une adresse de page qui n'existe pas mène à une page de ce dossier, où le bouton rouge et l'accueil marchent.
location @orientation_introuvable {{
    absolute_redirect off;
    if ($uri !~ "{_NO_PAGE}") {{
        return 302 {folder}{LOST};
    }}
    return 404;
}}
"""
