# ruff: noqa: E501 - tables of endings read by line
"""What the engine knows of French, as tables: letters, stop words, SMS spelling, endings, sounds.

General knowledge of the language only: words of public services belong to the content. The tables travel inside the
index, so that Python and the page read the same ones; `text` applies them.
"""

from __future__ import annotations

import unicodedata

__all__ = ["AMOUNTS", "CALLS", "ENDINGS", "FOLD", "IRREGULAR", "SMS", "SOUNDS", "STOP"]


def _fold_table() -> dict[str, str]:
    """Letters of Latin-1 and Latin Extended-A -> plain lower-case letters; combining marks -> nothing."""
    table = {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    table |= {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"}
    table |= {"ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l"}
    table |= {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'"}
    table |= {chr(code): "" for code in (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)}
    table |= {chr(code): "" for code in range(0x300, 0x370)}
    for code in range(0xC0, 0x180):
        base = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if chr(code) not in table and base.isascii() and base.isalnum():
            table[chr(code)] = base
    return table


FOLD = _fold_table()
"""One character -> what stands for it. Letters, digits and ' stand for themselves; all others separate words."""

STOP = frozenset(
    """
    a ai aie aient ait alors apres as au aucun aucune aupres aura aurai aurais aurait aussi autre autres aux avaient
    avais avait avant avec avez aviez avions avoir avons ayant bah beaucoup ben bien bon bonne bonjour bonsoir c ca
    car ce ceci cela celle celles celui cent cependant certain certains ces cet cette ceux chaque chez ci comme
    comment concernant contre d dans de deja depuis des dessus dessous desormais devant dire dis dit doit doivent
    donc dont du durant e elle elles en encore enfin entre environ es est et etaient etais etait etant ete etes etre
    eu eux existe faire fais faisait fait faites faudrait faut fois font ici il ils j jamais je jusqu jusque juste l
    la laquelle le lequel les lesquels leur leurs lorsque lui m ma madame mais malgre me meme memes merci mes mieux
    moi moins mon monsieur n ne ni non nos notre nous on ont or ou oui par parce parfois pas pendant peu peut
    peuvent peux plutot plusieurs pour pourquoi pourrai pourrais pourrait pourriez pouvez pouvoir pouvons presque
    pres puis puisque puisqu qu quand quant que quel quelle quelles quelqu quelque quelques quels quelquun
    quelquechose quelqun qui quoi s sa sais sait salut savez savoir se sera serai serait ses si soi sois soit sommes
    son sont sous souvent suis sur svp stp surtout t ta tard tel telle tellement tes toi ton tot toujours tous tout
    toute toutes tres trop tu u un une va vais vas vers veulent veut veux veuillez voici voila voir vois vos votre
    voudrais voudrait voulais voulait voulez vouloir vous vraiment vu y alle aller alles allez vont cas chose choses
    coup cote facon genre truc trucs coucou hello slt bjr chercher cherche recherche besoin aimerais aimerait
    souhaite souhaiterais souhaiterai info infos information informations connaitre trouver trouve question probleme
    problemes possible possibilite maniere actuellement aujourdhui maintenant hier demain aujourd hui lors auquel
    duquel ainsi afin combien lorsqu quoique selon sinon tant autant voire vite petit petite grand grande gros
    nouveau nouvelle premier premiere dernier derniere an ans annee annees mois jour jours semaine semaines heure
    heures deux trois quatre cinq six sept huit neuf dix devrais dois devez devoir dou commence continue continu
    arrive arrives arriver arrivent arrivait met mettre mets mis mise suite vient viens venir venait prend prendre
    prends pris donne donner personne gens monde 1 2 3 4 5 6 7 8 9
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
"""Words that say nothing of the subject (folded)."""

CALLS = "allo appel appele appeler appelez appelle au compose composer contacter joindre le n numero sms telephone telephoner"
"""Words said beside a number that one calls."""

AMOUNTS = (
    "an ans annee annees avenue bis boulevard e euro euros heure heures jour jours kilos km m2 metres minute minutes "
    "mois rue semaine semaines"
)
"""Words that make the number before them an amount, an age, an address."""


def _pairs(text: str) -> dict[str, str]:
    """Read "form=meaning" pairs; the forms are folded."""
    found = {}
    for pair in text.split():
        form, _, meaning = pair.partition("=")
        found["".join(FOLD.get(ch, ch) for ch in form)] = meaning
    return found


SMS = _pairs(
    """
    g=ai gai=ai ge=je k=que ke=que ki=qui koi=quoi kwa=quoi koa=quoi kan=quand kand=quand qd=quand kel=quel
    kelle=quelle kelkun=quelquun qqn=quelquun qq1=quelquun qqun=quelquun qqch=quelquechose pr=pour pk=pourquoi
    pq=pourquoi pkoi=pourquoi pa=pas po=pas ds=dans av=avec ac=avec vs=vous ns=nous tt=tout ts=tous tte=toute
    tjs=toujours tjr=toujours tjrs=toujours bcp=beaucoup tro=trop pb=probleme pbm=probleme pblm=probleme
    rdv=rendez-vous rv=rendez-vous rdvs=rendez-vous mtn=maintenant ajd=aujourdhui auj=aujourdhui dem1=demain
    2m1=demain 2min=demain cmt=comment coman=comment koman=comment commen=comment jsp=sais jpp=peux-plus jpe=peux
    jpeu=peux jpeux=peux jve=veux jveu=veux jveux=veux jvx=veux chui=suis jsui=suis jsuis=suis chuis=suis chu=suis
    sui=suis jss=suis ya=a yapa=pas yapu=plus yaplu=plus pu=plus plu=plus jarive=arrive jarrive=arrive jariv=arrive
    ariv=arrive arive=arrive mdp=mot-passe mdpasse=mot-passe bb=bebe bébé=bebe tel=telephone tél=telephone
    num=numero numéro=numero ordi=ordinateur keske=que kesk=que keskon=que kesako=quoi esk=est
    eske=est eskeu=est esque=est ct=etait c=est jcherche=cherche jcherch=cherche jse=sais jfe=fais keum=copain meuf=copine
    mor=mort otre=autre vivr=vivre mwa=moi kom=comme fo=faut
    fau=faut fodré=faudrait dla=de dmande=demande dmander=demander bjr=bonjour slt=salut enf=enfant enfs=enfants
    gosse=enfant maman=mere papa=pere papi=grand-pere papy=grand-pere mamie=grand-mere mami=grand-mere
    mamy=grand-mere mec=copain fric=argent thune=argent thunes=argent tunes=argent blé=ble taf=travail
    taff=travail boulot=travail job=travail bosser=travailler bosse=travaille toubib=medecin flic=police
    flics=police keuf=police keufs=police proprio=proprietaire proprios=proprietaire appart=appartement
    apart=appartement appt=appartement apt=appartement baraque=maison bagnole=voiture dr=docteur gyneco=gynecologue
    gyné=gynecologue psy=psychologue hosto=hopital ado=adolescent ados=adolescent bouffer=manger bouffe=nourriture
    piquer=voler piqué=vole assoc=association asso=association assos=association fac=universite
    secu=securite-sociale sécu=securite-sociale permi=permis
    """
)
"""Words as thumbs write them, and everyday short forms -> the words meant (several joined by a hyphen)."""

IRREGULAR = _pairs(
    """
    bus=bus gaz=gaz nez=nez os=os repas=repas temps=temps corps=corps pays=pays cours=cours fils=fils
    concours=concours permis=permis avis=avis proces=proces deces=deces acces=acces succes=succes mois=mois
    trois=trois voix=voix prix=prix choix=choix croix=croix noix=noix toux=toux fix=fix travaux=travaux
    meurs=mour meurt=mour mort=mour morte=mour morts=mour mortes=mour mourrait=mour mourant=mour dors=dorm dort=dorm
    dorment=dorm pars=part partent=part sors=sort sens=sent perds=perd perdre=perd perte=perd vends=vend vendre=vend
    rends=rend rendre=rend recois=recev recoit=recev recu=recev recue=recev recus=recev recevoir=recev paie=pay
    paies=pay paient=pay paye=pay paiement=pay paiements=pay payement=pay payes=pay bats=bat battre=bat battu=bat
    battue=bat battent=bat battait=bat bois=boir boit=boir boire=boir ecris=ecri ecrit=ecri ecrire=ecri ecrite=ecri
    inscris=inscri inscrit=inscri inscrire=inscri inscription=inscri inscriptions=inscri inscrite=inscri
    naitre=naiss nait=naiss nee=naiss nes=naiss naissance=naiss naissances=naiss vis=viv vit=viv vivre=viv
    vivent=viv vivait=viv vies=vie maries=mariag marier=mariag marie=mariag mariage=mariag mariages=mariag
    mariee=mariag maris=mari yeux=oeil bateaux=bateau vole=vol vols=vol voler=vol volee=vol voles=vol voleur=vol
    voleurs=vol viole=viol violee=viol violer=viol viols=viol achat=achet achats=achet achete=achet acheter=achet
    appels=appel appelle=appel appeler=appel jette=jet jeter=jet jeté=jet dechets=dechet detruit=detrui
    detruire=detrui construire=constru construit=constru construction=constru conduire=condui conduit=condui
    conduis=condui conduite=condui traduire=tradui traduction=tradui disparu=disparai disparue=disparai
    disparait=disparai disparaitre=disparai disparition=disparai connu=connai connait=connai servir=serv sers=serv
    sert=serv etudes=etud etude=etud etudiant=etud etudiante=etud etudier=etud etudiants=etud naturalise=naturalis
    naturalisation=naturalis ecole=ecol ecoles=ecol coupe=coup coupé=coup couper=coup coupure=coup coupures=coup
    coupee=coup coupes=coup aide=aid aides=aid aider=aid aidez=aid aidants=aidant aidante=aidant garde=gard
    gardes=gard garder=gard violence=violen violences=violen violent=violen violente=violen violents=violen
    facture=factur factures=factur fuite=fuit fuites=fuit fuis=fui fuir=fui fugue=fug fugué=fug fuguer=fug
    expulse=expuls expulser=expuls expulsion=expuls expulsions=expuls expulsent=expuls expulsee=expuls soins=soin
    soigner=soign tues=tue tuer=tue tuee=tue tuent=tue suicide=suicid suicider=suicid suicidaire=suicid
    suicides=suicid peurs=peur feux=feu jeux=jeu lieux=lieu chevaux=cheval
    """
)
"""Forms that endings do not explain (folded) -> their stem."""

ENDINGS = (
    # Number.
    (("eaux", "eau", 3), ("aux", "al", 3), ("oux", "ou", 2), ("eux", "eu", 2), ("ss", "ss", 2), ("us", "us", 3), ("s", "", 3), ("x", "", 3)),
    # Derivation and conjugation: the first that fits.
    (
        ("issements", "", 4), ("issement", "", 4), ("issaient", "", 3), ("issante", "", 4), ("issant", "", 4), ("issait", "", 3),
        ("issent", "", 3), ("issez", "", 3), ("ications", "", 4), ("ication", "", 4), ("eraient", "", 3), ("ements", "", 4),
        ("ement", "", 4), ("isation", "is", 3), ("ations", "", 4), ("ation", "", 4), ("atrice", "", 4), ("ateur", "", 4),
        ("trice", "t", 4), ("teuse", "t", 4), ("euse", "eu", 3), ("eur", "eu", 4), ("erait", "", 4), ("erais", "", 4),
        ("erent", "", 4), ("aient", "", 3), ("ances", "an", 4), ("ance", "an", 4), ("ante", "", 4), ("ant", "", 4), ("ente", "ent", 3),
        ("ent", "", 4), ("ait", "", 3), ("ais", "", 3), ("ons", "", 4), ("iez", "", 3), ("ez", "", 3), ("iere", "i", 3), ("ier", "i", 3),
        ("ere", "", 4), ("erai", "", 4), ("era", "", 4), ("er", "", 3), ("ees", "", 3), ("ee", "", 3), ("ie", "i", 4),
        ("ive", "if", 3), ("tre", "t", 4), ("dre", "d", 3), ("due", "d", 3), ("du", "d", 3), ("tue", "t", 3), ("tu", "t", 4),
        ("ir", "", 3), ("ite", "it", 3), ("it", "", 5), ("i", "", 4), ("e", "", 3), ("a", "", 5),
    ),
)  # fmt: skip
"""Two rounds; in each, the first ending that fits is replaced when at least `n` letters stand before it."""

SOUNDS = (
    "tion=sO sch=S ch=S sh=S ph=f gn=n gu/s=g ge/b=j g/s=j sc/s=s cc/s=s c/s=s qu=k q=k ck=k cqu=k c=k "
    "eau=o aux=o au=o oeu=e oeil=ei eu=e oin/c=wI ain/c=I aim/c=I ein/c=I ien/c=iI oi=wa oy=wa oui=ui ou=u "
    "ay=ei ai=e ey=ei ei=e an/c=A am/c=A en/c=A em/c=A in/c=I im/c=I yn/c=I ym/c=I un/c=I um/c=I on/c=O om/c=O "
    "y=i z=s w=v h= x=s oe=e e="
)
"""Letters=sound, tried in order at each letter; `/s` before e i y, `/b` before a o u, `/c` before a consonant or the end."""
