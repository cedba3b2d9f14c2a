"""Files to a zip, the same to the byte; a partner's folder to the zip that its webmaster puts on a server."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from .servers import htaccess, nginx

__all__ = ["packed", "site_archive"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT = ("integration/", "404.html")
"""What a copy has no use for: pages for its webmaster, and the page whose links hold only where we publish."""
_READ_ME = """\
{name} : l'orientation, à copier sur votre serveur

1. Copiez le dossier « orientation » dans votre site. Son nom et sa place sont libres.

2. Apache : c'est tout. Le fichier « .htaccess » est dans le dossier ; il est caché sur certains ordinateurs, vérifiez
   qu'il est copié aussi. Si le serveur répond alors « 403 » ou « 500 », il refuse une de ses lignes : demandez à votre
   hébergeur « AllowOverride All » et « Options FollowSymLinks », ou effacez ce fichier. Les pages marchent sans lui.
   nginx : placez « nginx.conf.txt » dans le bloc « server ». Remplacez-y /srv/orientation/ par le dossier où sont les
   pages et, s'il a un autre nom sur votre site, /orientation/ par ce nom.
   Un autre serveur : rien à régler. Une adresse qui n'existe pas montre alors la page « 404 » de votre site.

3. Vérifiez. Ouvrez /orientation/ et touchez le bouton rouge « Urgence, danger ». Ouvrez /orientation/nulle-part/ : avec
   Apache et nginx, une page dit qu'elle n'existe pas, et le bouton rouge y marche aussi.

4. Pour l'afficher dans une de vos pages, collez :
   <div style="min-height:560px"><a href="/orientation/index.html" data-commun-orientation>Qui contacter ?</a></div>
   <script src="/orientation/widget.js" async></script>

À chaque nouvelle version, remplacez le dossier entier.
"""


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip of plain files (path -> bytes): sorted, dated of 1980, with the rights of any file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method, compresslevel=6) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            entry.compress_type = method
            archive.writestr(entry, files[path])
    return made.getvalue()


def site_archive(name: str, files: Iterable[tuple[str, bytes]], sites: Iterable[str]) -> bytes:
    """Return a partner's folder, with the rules for Apache in it, those for nginx beside it, and a note.

    Compressed: the same files give the same bytes with the same zlib, and the same content with any.

    Args:
        name: the partner's, for the note.
        files: (path, bytes) of the folder.
        sites: where the widget may be shown, as in `htaccess`.
    """
    sites = tuple(sites)
    kept = {f"orientation/{path}": data for path, data in files if not path.startswith(_LEFT_OUT)}
    kept["orientation/.htaccess"] = htaccess(sites).encode()
    kept["nginx.conf.txt"] = nginx("/orientation/", sites).encode()
    kept["LISEZ-MOI.txt"] = _READ_ME.format(name=name).encode()
    return packed(kept, zipfile.ZIP_DEFLATED)
