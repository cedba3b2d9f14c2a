# ruff: noqa: E501 - a sign is one line of a table
"""Signs of danger: which words together mean that somebody needs help now, and which only look like it.

Data, written from life, in two small tables; `read_signs` turns them into stems. `emergency` applies them. A line with
`@` names the need that the signs below point to, and the numbers to call for it. A sign is a level, then slots joined by `+`: each slot must be met by a word of the query, all within a few words of each other.
`NAME` stands for a list of words; `!` starts words that cancel the sign. Figures of speech hide their words from the
signs; contexts (a film, a novel, the news) cancel all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .text import stem, tokens

__all__ = ["SIGNS", "Sign", "Signs", "read_signs"]

BLOCK, BANNER = 1, 2
_LEVELS = {"block": BLOCK, "banner": BANNER}

_LISTS = """
PARTNER = mari conjoint copain compagnon ex epoux petit-ami femme copine compagne epouse concubin
KIN = pere mere beau-pere belle-mere frere soeur oncle tante fils fille cousin famille parents grand-pere grand-mere
HE = il elle ils
ONE = on quelqu
ME = me m ma nous mes
CHILD = enfant bebe gamin gamine nourrisson fille fils ado adolescent eleve mineur niece neveu petit-fils petite-fille petit petite
ELDER = agee agees age vieille vieux grand-mere grand-pere tante oncle resident residente ehpad mere pere handicapee handicape
HIT = frappe frappent frapper tape tapait tapent cogne cogner gifle gifler etrangle etrangler bat battre tabasse massacre brutalise maltraite maltraiter violente brule mord poignarde
HURT = bleus bleu hematome hematomes traces marques coups blessures brulures cocard cicatrices
KILL = tuer tue mort mourir assassiner egorger
END = mourir suicider suicide pendre crever finir
GONE = disparu disparue introuvable disparait enleve kidnappe
TONIGHT = soir nuit
SHELTER = dormir dors dort dormons dorment toit
OUTSIDE = dehors rue trottoir gare parking tente voiture
PERSON = il elle pere mere mari femme bebe enfant fils fille homme dame monsieur voisin voisine copain copine collegue grand-mere grand-pere personne quelqu ami amie frere soeur oncle tante tonton tata vieux
BODY = pere mere mari femme bebe enfant fils fille homme dame monsieur voisin voisine copain copine collegue grand-mere grand-pere ami amie frere soeur oncle tante
HOME = maison appartement immeuble cuisine chambre cage escalier cave logement voisin hangar etage garage
"""

_SIGNS = """
@ violences-conjugales 17 114 3919: blows, threats, fear at home.
banner PARTNER|KIN|HE|ONE + ME + HIT ! nerfs systeme main porte oeil ordinateur clavier record
banner PARTNER|KIN|HE + ME + secoue|bouscule|pousse|jette|lance|mord + mur|escaliers|violemment|cheveux|objets|terre|sol|partout
banner PARTNER|HE|KIN + menace|menacer|veut|va|dit|jure + ME + tuer|mort|assassiner|egorger|planter|buter ! temps rire
banner couteau|fusil|pistolet|hache|machette + menace|PARTNER|pointe|HE|KIN|voisin|ONE ! chasse permis declarer port cuisine vendre
banner menace|menacee|pointe + arme|armes ! chasse permis
banner femme|mere|fille|soeur + battue|tabassee|etranglee|massacree
banner fait|faisait|faire + taper|tabasser|frapper|cogner|etrangler|battre + par|ME
block peur + PARTNER|rentrer|rentre|maison|lui|KIN ! noir orage avion chien ecole hopital permis
block peur + HE + ME|tue|revienne|retrouve|rentre|recommence|fasse + fasse|tue|frappe|revienne|retrouve|rentre|mal|recommence
block PARTNER|KIN|HE + enferme|sequestre|enferment|sequestree + ME|maison|chambre|cle
block enfermee|enferme|enfermer|cache|cachee|barricade + salle|chambre|toilettes|placard|cave + HE|PARTNER|rentre|peur
block PARTNER|HE + ME + surveille|suit|espionne|controle|isole|rabaisse|humilie|insulte|interdit|oblige|traque|harcele|crie ! employeur patron chef medecin caf
block PARTNER|HE + controle|surveille|decide|fouille|confisque|garde + tout|telephone|argent|papiers|messages|passeport|depenses ! medecin caf impots ecole
block plus|pas + droit + sortir|parler|voir|travailler + PARTNER|HE|seule|famille
block PARTNER|KIN + violent|agressif|dangereux|menacant ! chien film
block PARTNER + casse|detruit|hurle|explose + tout|affaires|assiettes|meubles|portes|enfants|colere
block ex + suit|harcele|menace|devant|attend|retrouve
block ordonnance + protection + juge|ex|mari|violences
block violences|violence|brutalites + conjugales|conjugale|familiales|maison|mari|conjoint|couple|subis|victime
block marche|marcher + oeufs ! ferme
block partir|fuir|quitter|echapper|sauver + PARTNER|lui|maison|cachette + violent|peur|danger|sache|dangereux|retrouve
block emprise|manipule|pervers + PARTNER|KIN|HE ! chef patron
@ violences-sexuelles 17 114 15
banner ai|ME|ete|suis|HE|PARTNER|ONE + viole|violee|violer|viol ! vitesse regle code domicile bail contrat droits vie donnees
banner agression|agressee|agresse|violences|abuse|abus + sexuelle|sexuelles|sexuellement|sexuel
banner attouchements|attouchement|inceste
block touche|touchait|tripote|caresse|force|forcee|embrasse + ME|fille|fils|enfant + sexe|consentement|accord|lit|petite|vouloir|seins|fesses|entrejambe|coucher|pantalon|oncle|chef|prof|beau-pere
block force|forcee|oblige|obligee + coucher|rapports|sexe|sexuels|relations
block vient|entre|rentre|venait + chambre|lit|douche + nuit|soir + fille|petite|enfant|beau-pere|oncle|pere|ME
block drogue|ghb|verre + reveillee|reveille|souviens|souvenir|bizarre + nue|rien|lit
block prostituer|prostitution|prostitue + force|fille|mineure|oblige|ado|aide|sortir|ME
@ detresse-suicide 3114 15 114: giving up on life.
banner veux|envie|vais|voudrais|pense|penser|peux|prefere|pensees|idees|dit|menace|parle + mourir|suicider|suicide|crever|pendre|suicidaires|suicidaire ! rire chaud soif ennui faim froid theatre honte
banner veux|envie|vais|voudrais|pense|fini + ME|finir + tuer|suicider|pendre|foutre|vie|jours ! temps tache
banner plus|pas + envie|raison|raisons|gout|force|courage + vivre
banner veux|voudrais|peux|arrive|envie|sert + plus|rien + vivre ! parents maison colocation couple ensemble francais france ville campagne lui aides rsa salaire voisin
banner finir|fin + vie|jours ! metier carriere retraite
banner lettre|mot|message + adieu
banner envie|veux|vais|pense|voudrais|faut + en + finir ! dossier dette travaux demarches contrat mois plus
banner tentative|rate|essaye|voulu + suicide|tuer|mourir|suicider
banner sauter|jeter|jette + pont|fenetre|train|rails|balcon|toit ! ordures poubelle dechets parachute
banner ouvrir|couper|taillade|coupe + veines|poignets
banner scarifie|scarifier|scarification|mutile|automutile
block ME + fais|fait|coupe|couper|brule + mal|mutile|volontairement|bras ! dents dos ventre
block bout + rouleau|forces|bord ! papier
block mieux|soulages|debarrasses|debarras|tranquilles + sans + moi
block endormir|dormir + plus|jamais + reveiller
block plus|pas|rien + force|espoir|avenir|issue|sens|attends + vie|continuer|vivre|tenir|demain|ME ! titre travail parking
block disparaitre|partir|arrete|arreter|finisse|stoppe|fini + tout|ca|tous|jamais|toujours + ME|plus|voudrais|envie|veux|mieux|vivre ! fumer boire cigarette tabac travail contrat bail formation
block quoi|sert + bon|rien + vivre|continuer|vie|lever ! dossier
block fatigue|marre|degoute|las|ras + vivre|vie|exister ! chere quartier
block pensees|idees|idee + noires|noire|suicidaires|sombres
block donne|distribue|range + affaires|animaux + adieu|pardon|partir|mourir
@ urgence-vitale 15 18 112 114: a life at stake, a fire.
banner PERSON + respire|respirer|respiration + plus|pas|mal|difficilement|bizarre|bizarrement|peine|bleu
banner peux|arrive|arrivons + respirer + plus|pas|mal
banner BODY|il|elle + inconscient|inconsciente|evanoui|evanouie|convulse|convulsions|coma|inanime|inanimee
banner BODY|il|elle + reagit|bouge|reveille|conscience + plus|pas|perdu ! electriques proprietaire dossier courrier
banner tombe|tombee|malaise|accident|cogne + repond|bouge|parle + plus|pas ! dossier
block BODY|il|elle + repond + plus|pas ! courrier mail message telephone lettre caf proprietaire avocat pension appels sms dossier mairie
banner crise|arret|attaque + cardiaque|coeur
banner infarctus|avc|hemorragie|overdose|electrocute|electrocutee|noyade|intoxication|intoxique ! apres reeducation sequelles suite depuis alimentaire assurance
banner mal|douleur|serre|oppression + poitrine|thorax|coeur ! courage chien
banner avale|avaler|bu|mange|pris|absorbe + medicaments|cachets|pilules|comprimes|javel|pile|produit|boite|champignon|poison|somniferes|plaquette ! perime ordonnance rembourse oublie gratuit
banner saigne|saignement|sang + beaucoup|arrete|partout|enceinte|perd|tete|abondamment|plein ! don donner prise analyse test
banner etouffe|etrangle|suffoque|bleu|bleue + bebe|enfant|fille|fils|pere|mere|avale ! appartement
banner tombe|tombee|chute|chuter + toit|balcon|fenetre|escalier|echelle|tete|releve|relever|bouge|repond|parle ! dossier cheveux pluie plafond risque branches internet
banner bouche|visage|bras + tordue|tordu|deformee|paralyse|paralysee|engourdi
banner noie|noye|noyee + PERSON
banner accouche|contractions|eaux + maintenant|perdu|minutes|perdues|route|seule
banner incendie|feu|flammes|brule + HOME|rue|foret ! rouge vert artifice camp alarme detecteur assurance bois interdit jardin barbecue formation pompier dechets cheminee
banner maison|appartement|immeuble|cuisine + feu|flammes ! rouge vert artifice cheminee assurance
banner appeler|appelez|vite + samu|ambulance|pompiers|secours ! devenir concours formation metier recrutement volontaire calendrier bal caserne
block fumee|fume + HOME|compteur|prise ! cigarette tabac
block accident + grave|blesse|blesses|route|voiture ! assurance constat indemnisation travail papier
@ odeur-gaz 18 112 114
banner sent|odeur|fuite|pue|siffle|fuit|odeurs + gaz ! facture abonnement echappement
@ logement-dangereux 18 112 114
banner monoxyde|explosion|explose|explosent ! facture couts prix loyer charges tarif
block fumee|fume + chaudiere|poele ! cigarette tabac
block plafond|mur|balcon|immeuble|maison|toit|plancher|escalier + tombe|ecroule|effondre|fissure|tomber|ecrouler|effondrer|fissures|craque|bouge ! assurance catastrophe secheresse
@ hebergement-urgence 115 15 17: no roof tonight.
block SHELTER + OUTSIDE
block nulle|aucun|rien|pas|sans + part|endroit|ou|lieu|toit|hebergement|solution + dormir|aller|nuit|soir|refugier|loger
block rue|dehors + bebe|enfants|enfant|soir|nuit|jetee|jete|mis|mise|enceinte|vivre|vis|suis|sommes|retrouve|demain ! adresse courrier domiciliation domicilier lampadaire lumiere voirie bruit poubelle eclairage jouer activite jeux sortie voisins travaux trou
block sdf
block sans + abri|abris
block TONIGHT + toit|hebergement|logement|abri|hotel|foyer ! vacances reserver touristique
block jete|jetee|mis|mise|foutu|chasse|vire|viree|expulse + dehors|porte + HE|PARTNER|KIN|ME|foyer|demain|soir|suis ! patron chef employeur travail emploi
@ enfance-danger 119 17 114
banner CHILD + HIT|tapee|battu|battue|frappee|secouee|secoue + HE|PARTNER|KIN|voisin|voisins|voisine|nounou|par|assmat|maitresse|tous|toujours|regulierement ! batterie record instrument
banner CHILD + attache|attachee|affame|affamee|enferme|enfermee|viole|violee|abuse|abusee|kidnappe|enleve
block CHILD + HURT|hurle|hurlements|crie|cris|maltraite|maltraitance|maltraitee|danger|neglige|negliges|negligee|terrorise ! dents taches
block CHILD + seul|seule|seuls|abandonne|livre|laisse|laissee + nuit|soir|maison|toute|longtemps|journee|rue|dehors|appartement|voiture ! garde autonome parent mere elever eleve
block CHILD + peur + pere|mere|beau-pere|rentrer|maison|lui|elle
block CHILD + touche|touchait|caresse|tripote|montre|nus|nue|lit|sexe + HE|KIN|voisin|prof|photos|lui|entraineur
block parents|mere|pere|voisins|voisin|voisine|nounou + HIT|hurlent|hurle|crient|enferment|laissent|negligent + CHILD
block enceinte|bebe + frappe|coups|tape|dehors|rue
banner pere|mere|parents|tonton|oncle + ME + HIT ! nerfs porte
block signaler|denoncer|alerter|prevenir + CHILD + danger|maltraite|battu|maltraitance|violences
@ mariage-force 17 3919 114
banner marier|mariage|mariee|epouser + force|forcee|forcer|obligent|oblige|obligee|contre
block marier|mariage|mariee|epouser + pays|cousin|bled|refuse|decide|afrique|vacances + fille|ME|parents|famille|soeur|copine|amie
@ disparition 17 119 114
banner CHILD + GONE|fugue|fugué|enleve ! chien chat
block CHILD|PARTNER|KIN + rentre|revenu|nouvelles|rentree + pas|plus|toujours + hier|soir|nuit|jours|matin|ecole|heures
block GONE + CHILD|PARTNER|KIN|grand-mere|grand-pere|amie|ami ! dossier virement colis chat chien argent prime aide paiement
@ maltraitance-aine 3133 17 15
block ELDER + HIT|HURT|maltraite|maltraitee|maltraitance|insultee|attachee|attache|affamee|humilie|humiliee|bouscule|negligee|neglige|delaisse|delaissee|sequestree|droguee|rudoie|brusque|deshydratee|escarres ! prime voiture
block ehpad|maison-retraite|aide-soignante|aide|infirmiere|auxiliaire + frappe|crie|insulte|bouscule|tape|maltraite|gifle|attache|brusque|rudoie|vole|menace + ELDER|ME|residents|PARTNER|mere|pere
block mere|pere|grand-mere|grand-pere|agee|tante + enferme|prive|vole|depouille|menace|insulte|crie + fils|fille|voisin|aide|frere|soeur|famille|infirmiere|ME
@ victime-infraction 17 114 15
banner ME|HE|quelqu + suit|agresse|attaque|poursuit|menace + maintenant|couteau|arme|rue|derriere|train
banner entre|force|rentre|casse|essaie + chez|porte|fenetre|maison + maintenant|quelqu|cambrioleur|voleur|inconnu ! facture
block menaces|menace|menacee + mort
block secours|help|sos + moi|vite|danger|mourir|pitie ! aide exceptionnel financier
banner appeler|appelez|vite + police|gendarmes ! devenir concours casier
@ urgence-vitale
block danger + mort|vie|ME|suis|grave|immediat
"""

_FIGURES = """
mort de rire; mourir de rire; morte de rire; mort de fatigue; morte de fatigue; mort de trouille; mort de peur; mort de honte
mourir d ennui; meurs d ennui; meurs d envie; mourir d envie; meurs de soif; meurs de chaud; mourir de chaud; meurs de froid
meurs de faim; mort de faim; crever de chaud; creve de chaud; crevee; creve la dalle; pneu creve
tuer le temps; tue le temps; me tue au travail; me tue a la tache; ca me tue; ca nous tue; se tuer au travail; tueur de prix
tape sur les nerfs; tape sur le systeme; tape dans l oeil; taper a la machine; taper un texte; taper une lettre; taper au clavier
frapper a la porte; frapper a la bonne porte; frappe a toutes les portes; frapper a toutes les portes; frappe de monnaie
coup de feu; coup de fil; coup de main; coup de coeur; coup de soleil; coup de pouce; coup de foudre; coup de chance; coup de vent
battre le record; battre un record; bat son plein; battre la campagne; battre en retraite; coeur qui bat
feu rouge; feu vert; feu orange; feu tricolore; feux tricolores; feu d artifice; feux d artifice; feu de camp; feu de cheminee
permis feu; arme a gauche; passer l arme; nuit blanche; chambre des metiers; chambre de commerce; bain de sang; sang froid
don du sang; prise de sang; donner son sang; analyse de sang; mauvais sang; brule d envie; brule les etapes; brule un feu
explose de rire; exploser de joie; craquer pour; a tomber; tombe amoureux; tombee amoureuse; tombe bien; tombe enceinte; tombee enceinte
tombe en panne; tomber en panne; tombe malade; laisse tomber; danger public; peur de rien; faire peur; film d horreur
saute au plafond; sauter au plafond; sauter un repas; saut en parachute; saut a l elastique; se jeter a l eau
pendre la cremaillere; pendaison de cremaillere; a en mourir; beau a mourir; vie de chien; fin de vie; fin du mois; fins de mois
au bout du fil; me prend la tete; casse la tete; casse les pieds; casse les oreilles; casse gueule; qui vivra verra; art de vivre
niveau de vie; cout de la vie; permis de tuer; la nuit porte conseil; boite de nuit; bus de nuit; travail de nuit; veilleur de nuit
"""

_CONTEXTS = """
film films serie episode roman bd manga netflix cinema documentaire emission chanson paroles playstation
actualite actualites actu journaliste reportage telerealite podcast
dissertation sociologie statistiques
"""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: the need it points to, its level, its slots (sets of stems), what cancels it, and the same as written."""

    need: str
    level: int
    slots: tuple[frozenset[str], ...]
    cancel: frozenset[str]
    written: str


@dataclass(frozen=True, slots=True)
class Signs:
    """All that `emergency` reads: `figures` are sequences of stems; `help`, the numbers to call for each need;
    `words`, all the words as written."""

    signs: tuple[Sign, ...]
    help: Mapping[str, str]
    lists: tuple[tuple[str, frozenset[str]], ...]
    figures: tuple[tuple[str, ...], ...]
    contexts: frozenset[str]
    words: frozenset[str]

    def data(self, numbers: Mapping[str, int]) -> dict[str, Any]:
        """Return the same as values of JSON; `numbers` are those of the needs. A need that is not here has -1."""
        return {
            "lists": {name: " ".join(sorted(stems)) for name, stems in self.lists},
            "rules": ";".join(f"{numbers.get(one.need, -1)} {one.written}" for one in self.signs),
            "figures": ";".join(" ".join(figure) for figure in self.figures),
            "contexts": " ".join(sorted(self.contexts)),
        }


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(token) for token in tokens(text))


def _lists(text: str) -> dict[str, tuple[str, ...]]:
    pairs = (line.partition("=") for line in text.strip().splitlines())
    return {name.strip(): tuple(words.split()) for name, _, words in pairs}


def read_signs(lists: str, signs: str, figures: str, contexts: str) -> Signs:
    """Turn the tables into stems. Compounds count by their last word ("beau-pere" -> "pere")."""
    named = _lists(lists)
    words: set[str] = set()

    def stem_of(word: str) -> str:
        last = word.rpartition("-")[2]
        words.add(last)
        return _stems(last)[-1]

    def slot(names: Sequence[str]) -> tuple[frozenset[str], str]:
        here = sorted({stem_of(name) for name in names if name not in named})
        found = frozenset(here).union(*(of_list[name] for name in names if name in named))
        return found, " ".join([*(name for name in names if name in named), *here])

    of_list = {name: frozenset(stem_of(word) for word in listed) for name, listed in named.items()}
    rules = []
    help: dict[str, str] = {}
    need = ""
    for line in signs.strip().splitlines():
        if line.startswith("@"):
            need, *numbers = line[1:].partition(":")[0].split()
            help.setdefault(need, " ".join(numbers))
            continue
        level, _, rest = line.partition(" ")
        body, _, cancel = rest.partition("!")
        slots = [slot(part.strip().split("|")) for part in body.split("+")]
        against, against_written = slot(cancel.split())
        written = f"{_LEVELS[level]}{'+'.join(text for _, text in slots)}!{against_written}"
        rules.append(Sign(need, _LEVELS[level], tuple(stems for stems, _ in slots), against, written))
    sequences = tuple(
        _stems(figure) for line in figures.strip().splitlines() for figure in line.split(";") if figure.strip()
    )
    return Signs(tuple(rules), help, tuple(of_list.items()), sequences, slot(contexts.split())[0], frozenset(words))


SIGNS = read_signs(_LISTS, _SIGNS, _FIGURES, _CONTEXTS)
"""The signs of the French commons."""
