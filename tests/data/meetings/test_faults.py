"""
What can be wrong in the folder of a meeting: each one Danish message with file, row, column and next step.

Every test is the example with one thing in it changed.
"""

from __future__ import annotations

import re

import pytest
from meeting_folder import FOLDER, copied, faults_in, read
from small_data import append_to, replace_in, write_with_card

from kkr_analysis.data.meetings.held import held
from kkr_analysis.data.sources.region_files import REGION_TABLES
from kkr_analysis.errors import FaultyFilesError

EH = '"Erhvervshus Midtjylland, bestyrelsen"'
DEB = "Danmarks Erhvervsfremmebestyrelse"
EU = '"Central Denmark EU Office, bestyrelsen"'
ROUND_2 = (("Frederik", 15), ("Cecilie", 10), ("Dorthe", 10))
NOMINATED = '"Erhvervshus Midtjylland, bestyrelsens øvrige medlemmer"'


@pytest.fixture
def data(tmp_path):
    return copied(tmp_path)


def file(name: str) -> str:
    return f"{FOLDER}/{name}"


REPLACED = {
    "a lot drawn before the meeting": (
        "lodtraekninger.csv",
        "A / C,C,2022-01-19",
        "A / C,C,2022-01-18",
        "kolonne 'dato': fandt '2022-01-18', ventede mødets dag, 2022-01-19, eller en senere",
    ),
    "a name with two spaces": (
        "medlemmer.csv",
        "Birgitte Eksempelsen,Silkeborg",
        "Birgitte  Eksempelsen,Silkeborg",
        r"kolonne 'navn': fandt 'Birgitte  Eksempelsen', ventede 'Birgitte Eksempelsen' uden mellemrum",
    ),
    "a name with a space that does not break": (
        "medlemmer.csv",
        "Birgitte Eksempelsen,Silkeborg",
        "Birgitte\u00a0Eksempelsen,Silkeborg",
        "ventede 'Birgitte Eksempelsen' uden mellemrum for meget",
    ),
    "a name with a space after it": ("fremmoede.csv", "Ib Lauritsen,", "Ib Lauritsen ,", "uden mellemrum"),
    "an unknown municipality": (
        "medlemmer.csv",
        "Dennis Eksempelsen,Aarhus",
        "Dennis Eksempelsen,Århus",
        "kolonne 'kommune': fandt 'Århus', ventede en kommunes navn som Horsens. Mente du Aarhus?",
    ),
    "a municipality with its last word": (
        "medlemmer.csv",
        "Dennis Eksempelsen,Aarhus",
        "Dennis Eksempelsen,Aarhus Kommune",
        "Mente du Aarhus?",
    ),
    "a list that was not on the ballot there": (
        "medlemmer.csv",
        "K,supplerende,Kirsten Eksempelsen,Ringkøbing-Skjern",
        "K,supplerende,Kirsten Eksempelsen,Samsø",
        "kolonne 'bogstav': fandt ingenting, og K står ikke på stemmesedlen i Samsø, ventede en liste på "
        "den: A C F O V Ø. Ret kommunen, eller skriv listen i bogstav, og bekræft",
    ),
    "an unknown party": (
        "medlemmer.csv",
        "Ø,supplerende,Emil",
        "Q1,supplerende,Emil",
        "kolonne 'parti': fandt 'Q1', ventede bogstavet for et, der har pladser i KKR",
    ),
    "another kind of member": ("medlemmer.csv", "Ø,supplerende,Emil", "Ø,suppleant,Emil", "'født' eller"),
    "a sex in another word": (
        "medlemmer.csv",
        "Emil Eksempelsen,Silkeborg,,mand",
        "Emil Eksempelsen,Silkeborg,,m",
        "kvinde, mand eller",
    ),
    "a mayor under another party": (
        "medlemmer.csv",
        "C,født,Lars Storgaard",
        "V,født,Lars Storgaard",
        "kolonne 'parti': fandt 'V', ventede 'C', som borgmesterens liste hører til",
    ),
    "a stand-in without a municipality": (
        "medlemmer.csv",
        "Asger Eksempelsen,Randers",
        "Asger Eksempelsen,",
        "kolonne 'stedfortraeders_kommune': fandt '', ventede kommunens navn",
    ),
    "a stand-in of nobody": (
        "medlemmer.csv",
        "A,supplerende,Anne Eksempelsen,Aarhus,,kvinde",
        "A,supplerende,,,,",
        "kolonne 'navn': fandt '', ventede medlemmets navn, når stedfortræderen er skrevet",
    ),
    "nobody known who is also proposed": (
        "udpegninger.csv",
        "Carsten Eksempelsen (Favrskov)",
        "Karsten Eksempelsen",
        "kolonne 'ogsaa_foreslaaet': fandt 'Karsten Eksempelsen', ventede et medlem eller en stedfortræder, "
        "eller en med kommunen i parentes efter navnet. Mente du",
    ),
    "also proposed from another region": (
        "udpegninger.csv",
        "Carsten Eksempelsen (Favrskov)",
        "Carsten Eksempelsen (Aalborg)",
        r"kolonne 'ogsaa_foreslaaet': .* ventede en kommune i Midtjylland, for kun de kan udpeges",
    ),
    "also proposed from no municipality": (
        "udpegninger.csv",
        "Carsten Eksempelsen (Favrskov)",
        "Carsten Eksempelsen (Favrksov)",
        "kolonne 'ogsaa_foreslaaet': .* en med kommunen i parentes efter navnet",
    ),
    "a member twice": (
        "medlemmer.csv",
        "Freja Eksempelsen,Aarhus",
        "Esther Eksempelsen,Aarhus",
        r"kolonne 'navn': fandt 'Esther Eksempelsen', ventede hvert medlem én gang, se række \d+",
    ),
    "two first deputies": (
        "viceborgmestre.csv",
        "Viborg,2,",
        "Viborg,1,",
        "kolonne 'nummer': fandt '1', ventede én viceborgmester nummer 1 i Viborg",
    ),
    "a deputy from another region": (
        "viceborgmestre.csv",
        "Odder,1,Nikolaj",
        "Odense,1,Nikolaj",
        "kolonne 'kommune': fandt 'Odense', ventede en kommune i Midtjylland",
    ),
    "a forum twice": (
        "fora.csv",
        "RAR Østjylland,RAR Østjylland",
        "RAR Vestjylland,RAR Vestjylland",
        "kolonne 'forum': fandt 'RAR Vestjylland', ventede hvert forum én gang, se række 4",
    ),
    "a forum that the rules do not have": (
        "fora.csv",
        "RAR Østjylland,RAR Østjylland",
        "RAR Østjylland,RAR Østjyland",
        "kolonne 'i_reglerne': fandt 'RAR Østjyland', ventede et forum, som reglerne har.*Mente du RAR Østj",
    ),
    "a forum that a KKR does not appoint to": (
        "fora.csv",
        "RAR Østjylland,RAR Østjylland",
        "Midttrafik,Midttrafik",
        "ventede et forum, som KKR udpeger til. KKR udpeger ikke: hver kommune har én repræsentant",
    ),
    "another number of seats than the rules": (
        "fora.csv",
        "RAR Østjylland,RAR Østjylland,",
        "RAR Østjylland,RAR Østjylland,6",
        "kolonne 'pladser': fandt '6', ventede '5', som reglerne har.*lad i_reglerne stå tom",
    ),
    "a forum of their own without seats": (
        "fora.csv",
        "eksempelgruppe,,5",
        "eksempelgruppe,,",
        "kolonne 'pladser': fandt '', ventede et helt tal på mindst 1",
    ),
    "every school in one row": (
        "fora.csv",
        '"Eksempel Gymnasium, bestyrelsen"',
        "Hvert alment gymnasium og VUC",
        "kolonne 'forum': .* ventede navnet på én skole; skriv en række for hver",
    ),
    "an office that the KKR has not": (
        "fora.csv",
        "formand / næstformand",
        "formand / kasserer",
        "kolonne 'i_kraft_af_hverv': fandt 'formand / kasserer', ventede formand, næstformand",
    ),
    "a group of a forum that is not on the agenda": (
        "grupper.csv",
        f"{EH},V,V",
        "Erhvervshuset,V,V",
        r"kolonne 'forum': fandt 'Erhvervshuset', ventede et forum på dagsordenen",
    ),
    "a member in two groups": (
        "grupper.csv",
        f'{EH},"B, C og D",D',
        f'{EH},"B, C og D",Anne Eksempelsen',
        "kolonne 'medlem': fandt 'A', ventede hvert medlem i én gruppe; Anne Eksempelsen er der allerede",
    ),
    "somebody in a group who is no member": (
        "grupper.csv",
        f"{EH},K,K",
        f"{EH},K,Kirsten Eksempelson",
        "kolonne 'medlem': fandt 'Kirsten Eksempelson', ventede et medlem af KKR. Mente du Kirsten Ek",
    ),
    "an answer that is none": (
        "fremmoede.csv",
        "Finn Eksempelsen,nej",
        "Finn Eksempelsen,afbud",
        "kolonne 'moedt': fandt 'afbud', ventede 'ja' eller 'nej' eller 'stedfortræder'",
    ),
    "a member without an answer": (
        "fremmoede.csv",
        "Finn Eksempelsen,nej",
        "Finn Eksempelsen,",
        "kolonne 'moedt': fandt '', ventede ja, nej eller stedfortræder",
    ),
    "a member who is not mentioned": (
        "fremmoede.csv",
        "Finn Eksempelsen,nej\n",
        "",
        "fandt ingen række for Finn Eksempelsen, ventede en række for hvert medlem",
    ),
    "a member who came twice": (
        "fremmoede.csv",
        "Finn Eksempelsen,nej",
        "Emil Eksempelsen,nej",
        "kolonne 'medlem': fandt 'Emil Eksempelsen', ventede hvert medlem én gang",
    ),
    "a group that is not there at that forum": (
        "udpegninger.csv",
        f"{EH},V,,Vagn",
        f"{EH},B,,Vagn",
        "kolonne 'gruppe': fandt 'B', ventede en gruppe ved valget til Erhvervshus Midtjylland, bestyrelsen",
    ),
    "an appointee from another region": (
        "udpegninger.csv",
        f"{EH},A,,Aksel Eksempelsen,Horsens",
        f"{EH},A,,Aksel Eksempelsen,Odense",
        r"kolonne 'kommune': fandt 'Odense', ventede en kommune i Midtjylland.*regel U12",
    ),
    "an appointee whom nobody knows": (
        "udpegninger.csv",
        f"{EU},C,,Camilla Eksempelsen",
        f"{EU},C,,Kamilla Eksempelsen",
        "kolonne 'navn': fandt 'Kamilla Eksempelsen', .*Mente du Camilla Eksempelsen?",
    ),
    "a kind of seat that the forum has not": (
        "udpegninger.csv",
        f"{EU},C,,Camilla",
        f"{EU},C,borgmestre,Camilla",
        "kolonne 'slags': fandt 'borgmestre'",
    ),
    "a waived seat with a name": (
        "udpegninger.csv",
        "Formandskabets eksempelgruppe,V,,,,",
        "Formandskabets eksempelgruppe,V,,Nanna Eksempelsen,,",
        "kolonne 'navn': .*ventede ingenting, når gruppen giver afkald",
    ),
    "a seat with nobody": (
        "udpegninger.csv",
        f"{EU},A,,Anders Eksempelsen,Randers,mand",
        f"{EU},A,,,Randers,mand",
        "kolonne 'navn': fandt '', ventede navnet på den, gruppen peger på",
    ),
    "a ballot for a forum of several": (
        "afstemninger.csv",
        '"VIA University College, bestyrelsen",1,Carl',
        "RAR Vestjylland,1,Carl",
        "kolonne 'forum': fandt 'RAR Vestjylland', ventede et forum med én plads; RAR Vestjylland har 5",
    ),
    "a round without the one before": (
        "afstemninger.csv",
        "".join(f"{DEB},2,{name} Eksempelsen,,{votes}\n" for name, votes in ROUND_2),
        "",
        "kolonne 'omgang': fandt '3', ventede 2. omgang før 3.",
    ),
    "a fourth round": (
        "afstemninger.csv",
        f"{DEB},3,Cecilie",
        f"{DEB},4,Cecilie",
        "kolonne 'omgang': fandt '4', ventede højst 3",
    ),
    "more votes than members there": (
        "afstemninger.csv",
        f"{DEB},1,Frederik Eksempelsen,,14",
        f"{DEB},1,Frederik Eksempelsen,,15",
        "kolonne 'stemmer': .*ventede højst 35 stemmer i 1. omgang.*der er 36",
    ),
    "votes with a fraction": (
        "afstemninger.csv",
        f"{DEB},1,Frederik Eksempelsen,,14",
        f'{DEB},1,Frederik Eksempelsen,,"14,5"',
        "kolonne 'stemmer': fandt '14,5', ventede et helt tal på mindst 0",
    ),
    "votes with a thousands mark": (
        "afstemninger.csv",
        f"{DEB},1,Frederik Eksempelsen,,14",
        f"{DEB},1,Frederik Eksempelsen,,1.017",
        "ventede et helt tal på mindst 0 uden punktum eller mellemrum. Skriv 1017, og bekræft",
    ),
    "a candidate twice in a round": (
        "afstemninger.csv",
        f"{DEB},2,Dorthe",
        f"{DEB},2,Cecilie",
        "kolonne 'navn': fandt 'Cecilie Eksempelsen', ventede hver én gang i en omgang",
    ),
    "a package whose seats do not add up": (
        "pakke.csv",
        "RAR Østjylland,A,2",
        "RAR Østjylland,A,3",
        r"kolonne 'pladser': fandt '1', ventede 5 pladser i alt i RAR Østjylland. Pakken fordeler 6",
    ),
    "a package of a group that is not there": (
        "pakke.csv",
        "RAR Østjylland,F,1",
        "RAR Østjylland,SF,1",
        "kolonne 'gruppe': fandt 'SF', ventede en af mødets grupper",
    ),
    "a nomination to another kind": (
        "indstillinger.csv",
        "Eksempelforbundet,arbejdstagere",
        "Eksempelforbundet,lønmodtagere",
        "kolonne 'slags': fandt 'lønmodtagere', ventede den slags plads, .*viden eller arbejdstagere",
    ),
    "a nomination without a day": (
        "indstillinger.csv",
        "Jytte Eksempelsen,2022-02-18",
        "Jytte Eksempelsen,18-02-2022",
        r"kolonne 'modtaget': fandt '18-02-2022', ventede en dato som 2022-01-19 \(år-måned-dag\)",
    ),
    "a nomination to a forum of the KKR's own": (
        "indstillinger.csv",
        f"{NOMINATED},Eksempelforbundet",
        f"{EH},Eksempelforbundet",
        "kolonne 'forum': .*ventede et forum, der besættes efter indstilling",
    ),
    "a lot drawn by somebody who was not in it": (
        "lodtraekninger.csv",
        "A / C,C",
        "A / C,V",
        "kolonne 'udtrukket': fandt 'V', ventede nogle af dem, der stod lige",
    ),
    "a lot between a group and itself": (
        "lodtraekninger.csv",
        "A / C,C",
        "A / A,A",
        "kolonne 'lige': fandt 'A / A', ventede mindst to forskellige",
    ),
    "a lot with somebody who does not stand there": (
        "lodtraekninger.csv",
        "Cecilie Eksempelsen / Dorthe Eksempelsen,",
        "Cecilie Eksempelsen / Dorte Eksempelsen,",
        "kolonne 'lige': .*Dorte Eksempelsen er ikke med. Mente du Dorthe Eksempelsen?",
    ),
    "a lot of no forum": (
        "lodtraekninger.csv",
        f"{EU},A / C",
        '"Central Denmark EU Ofice, bestyrelsen",A / C',
        "kolonne 'trin': .*ventede det, papirerne skriver.*Mente du Central Denmark EU Office, bestyrelsen?",
    ),
    "an event that there is no word for": (
        "haendelser.csv",
        "forladt partiet",
        "skiftet parti",
        "kolonne 'haendelse': fandt 'skiftet parti', ventede 'udtrådt af kommunalbestyrelsen' eller",
    ),
    "an event without what it needs": (
        "haendelser.csv",
        "2023-06-21,nyt medlem,Dagmar Eksempelsen,Randers,D",
        "2023-06-21,nyt medlem,Dagmar Eksempelsen,Randers,",
        "kolonne 'parti': fandt '', ventede noget: 'nyt medlem' kræver navn og kommune og parti",
    ),
    "an event with what it does not use": (
        "haendelser.csv",
        "forladt partiet,Dennis Eksempelsen,Aarhus,",
        "forladt partiet,Dennis Eksempelsen,Aarhus,D",
        "kolonne 'parti': fandt 'D', ventede ingenting ved 'forladt partiet'",
    ),
    "an event before the election": (
        "haendelser.csv",
        "2023-05-01,forladt",
        "2021-05-01,forladt",
        "kolonne 'dag': fandt '2021-05-01', ventede en dag efter valget 2021-11-16",
    ),
    "an event about somebody unknown": (
        "haendelser.csv",
        "fraværende en måned,Freja",
        "fraværende en måned,Freia",
        "kolonne 'navn': fandt 'Freia Eksempelsen', .*Mente du Freja Eksempelsen?",
    ),
    "a contender in two pacts": (
        "valgforbund.csv",
        "V+C,2022-01-19,2022-01-10,Claus Eksempelsen (C),afvist",
        "V+C,2022-01-19,2022-01-10,Claus Eksempelsen (C),godkendt",
        r"kolonne 'valgforbund': fandt 'V\+C', ventede hver i højst ét valgforbund; C er også i det i række",
    ),
    "an unknown key of the meeting": (
        "moede.toml",
        "indkalder =",
        "indkaldt_af =",
        "kolonne 'indkaldt_af': fandt en ukendt nøgle, .*Mente du indkalder?",
    ),
    "a day in quotation marks": (
        "moede.toml",
        "dag = 2022-01-19",
        'dag = "19. januar 2022"',
        "kolonne 'dag': fandt '19. januar 2022', ventede en dato uden anførselstegn",
    ),
    "a time that is none": (
        "moede.toml",
        "kl. 10.00–12.30",
        "om formiddagen",
        "kolonne 'tid': fandt 'om formiddagen', ventede et klokkeslæt som \"kl. 10.00\"",
    ),
    "meetings out of order": (
        "moede.toml",
        "2022-03-23, 2022-06-14",
        "2022-06-14, 2022-03-23",
        "kolonne 'senere_moeder': fandt '2022-03-23', ventede møderne i rækkefølge, efter 2022-06-14",
    ),
    "a chair who is no member": (
        "moede.toml",
        'navn = "Anne Eksempelsen"',
        'navn = "Ane Eksempelsen"',
        "kolonne 'formand.navn': fandt 'Ane Eksempelsen', ventede et medlem af KKR. Mente du Anne Eks",
    ),
    "one for both posts": (
        "moede.toml",
        'navn = "Carl Eksempelsen"',
        'navn = "Anne Eksempelsen"',
        "kolonne 'naestformand.navn': .*ventede en anden som næstformand end som formand",
    ),
    "somebody away against the package": (
        "moede.toml",
        "imod = []",
        'imod = ["Finn Eksempelsen"]',
        "kolonne 'pakke.imod': fandt 'Finn Eksempelsen', ventede en, der er til stede",
    ),
    "a meeting that is no day": (
        "moede.toml",
        "2022-03-23, 2022-06-14",
        '"foråret", 2022-06-14',
        "kolonne 'senere_moeder': .*ventede datoer i skarpe parenteser",
    ),
    "somebody against who is no name": (
        "moede.toml",
        "imod = []",
        "imod = [1]",
        "kolonne 'pakke.imod': .*ventede navne, som",
    ),
    "a municipality of no stand-in of a member": (
        "medlemmer.csv",
        "Bolette Eksempelsen,Skanderborg,,kvinde",
        ",Skanderborg,,",
        "kolonne 'stedfortraeders_kommune': .*ventede ingenting, når der ikke står nogen stedfortræder",
    ),
    "a stand-in came for somebody who has none": (
        "medlemmer.csv",
        "Bjarke Eksempelsen,Struer,,mand",
        ",,,",
        "fremmoede.csv.*kolonne 'moedt': fandt 'stedfortræder', ventede ja eller nej",
    ),
    "a number of a case that is a number": (
        "moede.toml",
        "imod = []",
        'imod = []\n[sagsnumre]\n"1.2" = 22',
        "kolonne 'sagsnumre.1.2': fandt '22', ventede et sagsnummer i anførselstegn",
    ),
}

ADDED = {
    "more offices than seats": (
        "fora.csv",
        "Udvalget for én,,1,formand / næstformand,,",
        "kolonne 'i_kraft_af_hverv': .*ventede højst så mange hverv, som der er pladser",
    ),
    "an office where the seats are for mayors": (
        "fora.csv",
        "Udvalget for sundhed,Sundhedssamarbejdsudvalget,,formand,,",
        "kolonne 'i_kraft_af_hverv': .*der ikke er delt i slags",
    ),
    "a forum that is nominated to": (
        "fora.csv",
        f"{NOMINATED},{NOMINATED},,,,",
        "kolonne 'i_reglerne': .*ventede et forum, som KKR selv peger på personer til",
    ),
    "a forum without a name": ("fora.csv", ",,3,,,", "kolonne 'forum': fandt '', ventede forummets navn"),
    "two for one seat": (
        "udpegninger.csv",
        f"{DEB},,,Dorthe Eksempelsen,,,,,,,",
        "kolonne 'navn': fandt 'Dorthe Eksempelsen', ventede én, for forummet har én plads",
    ),
    "a waiver of the one seat": (
        "udpegninger.csv",
        f"{DEB},A,,,,,,,,,ja",
        "kolonne 'afkald': fandt 'ja', ventede ingenting, for der vælges én ved flertalsvalg",
    ),
    "a municipality of no stand-in": (
        "udpegninger.csv",
        f"{EH},F,,Frederik Eksempelsen,,,,Odder,,,",
        "kolonne 'stedfortraeders_kommune': fandt 'Odder', ventede ingenting",
    ),
    "a sex of nobody": (
        "udpegninger.csv",
        f"{EH},F,,Frederik Eksempelsen,,,,,,kvinde,",
        "kolonne 'ogsaa_koen': fandt 'kvinde', ventede ingenting, når der ikke er foreslået flere",
    ),
    "an answer to whether a seat is waived": (
        "udpegninger.csv",
        f"{EH},F,,,,,,,,,nej",
        "kolonne 'afkald': fandt 'nej', ventede 'ja' eller 'overtager ikke', eller ingenting",
    ),
    "a group called as a member who is not in it": (
        "grupper.csv",
        "Sundhedssamarbejdsudvalget,Ole Eksempelsen,Oline Eksempelsen",
        "kolonne 'gruppe': fandt 'Ole Eksempelsen', ventede et andet navn end et medlems",
    ),
    "a group called as two": (
        "grupper.csv",
        "RAR Vestjylland,O / V,Oline Eksempelsen",
        "kolonne 'gruppe': fandt 'O / V', ventede gruppens navn, uden ' / ' i",
    ),
    "votes for nobody": (
        "afstemninger.csv",
        f"{DEB},3,,,1",
        "kolonne 'navn': fandt '', ventede den, der er stemt på, eller 'blank'",
    ),
    "a new member of a party without seats": (
        "haendelser.csv",
        "2024-05-01,nyt medlem,Ib Eksempelsen,Randers,I,,,,,,,",
        "kolonne 'parti': fandt 'I', ventede et parti med pladser i KKR",
    ),
    "a new member from another region": (
        "haendelser.csv",
        "2024-05-01,nyt medlem,Ib Eksempelsen,Odense,D,,,,,,,",
        "kolonne 'kommune': fandt 'Odense', ventede en kommune i Midtjylland",
    ),
    "an event without a day": (
        "haendelser.csv",
        "maj 2024,forladt partiet,Ole Eksempelsen,,,,,,,,,",
        "kolonne 'dag': fandt 'maj 2024', ventede en dato",
    ),
    "a lot twice": (
        "lodtraekninger.csv",
        f"{EU},C / A,A,,",
        "kolonne 'lige': fandt 'C / A', ventede hver lodtrækning én gang, se række 3",
    ),
    "a nomination by nobody": (
        "indstillinger.csv",
        f"{NOMINATED},,viden,Ib Eksempelsen,2022-02-01,",
        "kolonne 'organisation': fandt '', ventede hvem der indstiller",
    ),
    "one body to two kinds": (
        "indstillinger.csv",
        f"{NOMINATED},Eksempeluniversitetet,erhvervsliv,,,",
        "kolonne 'slags': fandt 'erhvervsliv', ventede 'viden' som i række",
    ),
    "a nomination twice": (
        "indstillinger.csv",
        f"{NOMINATED},Eksempeluniversitetet,viden,Ingrid Eksempelsen,2022-02-11,",
        "kolonne 'navn': fandt 'Ingrid Eksempelsen', ventede hver indstillet én gang af en organisation",
    ),
    "a day on which nobody was nominated": (
        "indstillinger.csv",
        f"{NOMINATED},Eksempelkammeret,viden,,2022-02-11,",
        "kolonne 'modtaget': fandt '2022-02-11', ventede ingenting, når ingen er indstillet",
    ),
    "a group twice in a package": (
        "pakke.csv",
        "RAR Østjylland,A,2",
        "kolonne 'gruppe': fandt 'A', ventede hver gruppe én gang i et forum",
    ),
    "a package for a forum that is not on the agenda": (
        "pakke.csv",
        "RAR Nordjylland,A,2",
        "kolonne 'forum': fandt 'RAR Nordjylland', .*Mente du RAR Østjylland?",
    ),
}


class TestEachFault:
    @pytest.mark.parametrize("case", REPLACED)
    def test_is_one_message_with_row_and_next_step(self, data, case):
        name, old, new, said = REPLACED[case]
        replace_in(data, file(name), old, new)
        faults = faults_in(data)
        told = [fault for fault in faults if re.search(said, fault)]
        assert told, "\n".join(faults)
        where = re.match(rf"{FOLDER}/[a-z]+\.(csv|toml)[,:] ", told[0])
        assert where is not None
        assert re.search(rf"kkr seal ({data / where[0][:-2]}|{data / FOLDER}) --note", told[0])

    @pytest.mark.parametrize("case", ADDED)
    def test_so_is_one_row_more(self, data, case):
        name, row, said = ADDED[case]
        append_to(data, file(name), row)
        [fault] = faults_in(data)
        assert re.search(said, fault), fault
        assert re.match(rf"{re.escape(file(name))}, række \d+, kolonne '", fault)

    def test_all_of_all_files_at_once(self, data):
        for name, old, new, _ in (
            REPLACED["an unknown municipality"],
            REPLACED["a forum twice"],
            REPLACED["an answer that is none"],
            REPLACED["a time that is none"],
        ):
            replace_in(data, file(name), old, new)
        files = {fault.partition(",")[0] for fault in faults_in(data)}
        assert files >= {file(name) for name in ("medlemmer.csv", "fora.csv", "fremmoede.csv", "moede.toml")}

    def test_a_member_whose_row_is_wrong_is_no_stranger_elsewhere(self, data):
        """The misspelt municipality of Dennis is one fault, not one for each file that names him."""
        name, old, new, _ = REPLACED["an unknown municipality"]
        replace_in(data, file(name), old, new)
        assert [fault for fault in faults_in(data) if "fremmoede.csv" in fault] == []


class TestOneFaultIsToldOnce:
    """What follows from a fault elsewhere is not told as one more: its next step would lead astray."""

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            ("fremmoede.csv", "Dorte West,ja", "Dorte West,jaa"),
            ("fremmoede.csv", "Dorte West,ja", "Dorte Wst,ja"),
            ("medlemmer.csv", "Peter Sørensen,Horsens", "Peter Sørensen,Horsns"),
            ("medlemmer.csv", "Peter Sørensen", "Peter Sørensn"),
            ("medlemmer.csv", "A,født,Peter", "X,født,Peter"),
            ("medlemmer.csv", "B,supplerende,Birgitte", "X,supplerende,Birgitte"),
            ("grupper.csv", ',"B, C og D",B', ",,B"),
            ("grupper.csv", ',"B, C og D",B', ',"B, C og D",X'),
        ],
    )
    def test_with_its_file(self, data, name, old, new):
        replace_in(data, file(name), old, new)
        [fault] = faults_in(data)
        assert fault.startswith((file(name), file("fremmoede.csv")))

    def test_a_name_that_two_files_spell_differently_may_be_wrong_in_either(self, data):
        replace_in(data, file("medlemmer.csv"), "Peter Sørensen", "Peter Sørensn")
        [fault] = faults_in(data)
        assert "Ret rækken, eller ret medlemmer.csv, hvis fejlen er dér, og bekræft" in fault
        assert f"kkr seal {data / FOLDER} --note" in fault  # whichever of them it was

    def test_the_same_cell_in_many_rows_is_one_line(self, data):
        groups = (data / file("grupper.csv")).read_text("utf-8").replace("Midtjylland", "Midtjyland")
        write_with_card(data / file("grupper.csv"), groups.encode())
        with pytest.raises(FaultyFilesError) as raised:
            read(data)
        [_, line] = str(raised.value).splitlines()
        assert "grupper.csv, række 2, 3, 4 og 6 til, kolonne 'forum' (9 fejl): fandt" in line
        assert "Mente du Erhvervshus Midtjylland, bestyrelsen?" in line

    def test_one_member_too_many_is_told_at_the_row_and_not_as_missing_from_the_attendance(self, data):
        append_to(data, file("medlemmer.csv"), "Ø,supplerende,Ella Eksempelsen,Odder,,,,,,")
        [fault] = faults_in(data)
        assert fault.startswith(
            f"{file('medlemmer.csv')}, række 38, kolonne 'parti': fandt 'Ø', ventede Ø højst 2"
        )

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (
                "I,supplerende,Ekstra Eksempelsen,Silkeborg,,,,,,",
                "ventede ingen supplerende medlemmer fra I, som",
            ),
            ("V,født,Ekstra Eksempelsen,Viborg,V,,,,,", "ventede én borgmester i hver kommune"),
        ],
    )
    def test_so_is_one_of_a_party_without_seats_and_a_second_mayor(self, data, row, said):
        append_to(data, file("medlemmer.csv"), row)
        [fault] = faults_in(data)
        assert said in fault

    def test_an_event_that_cannot_happen_is_told_with_its_row(self, data):
        append_to(data, file("haendelser.csv"), "2025-06-02,ny formand,Dorte West,,,,,,,,,")
        with pytest.raises(
            FaultyFilesError, match=r"haendelser\.csv, række 8: fandt en hændelse, der ikke kan ske"
        ):
            held(data, read(data))

    def test_a_misspelt_forum_in_the_package_does_not_make_the_others_add_up_wrong(self, data):
        replace_in(data, file("pakke.csv"), "RAR Østjylland,V,1", "RAR Østjyland,V,1")
        [fault] = faults_in(data)
        assert "kolonne 'forum': fandt 'RAR Østjyland'" in fault

    def test_rounds_that_cannot_be_are_told_with_their_row(self, data):
        replace_in(data, file("afstemninger.csv"), f"{DEB},3,Frederik", f"{DEB},3,Dorthe")
        replace_in(data, file("lodtraekninger.csv"), "Cecilie Eksempelsen,2022", "Dorthe Eksempelsen,2022")
        with pytest.raises(
            FaultyFilesError, match=r"afstemninger\.csv, række 10: fandt omgange, der ikke går op"
        ):
            held(data, read(data))

    def test_a_round_with_more_votes_than_one(self, data):
        """Nobody but one is there, and he voted twice."""
        rows = (data / file("fremmoede.csv")).read_text("utf-8").replace(",stedfortræder", ",nej")
        one = rows.replace(",ja", ",nej").replace("Dorte West,nej", "Dorte West,ja")
        write_with_card(data / file("fremmoede.csv"), one.encode())
        assert any("ventede højst 1 stemme i 1. omgang" in fault for fault in faults_in(data))


class TestFilesThatAreNotWhatTheySeem:
    @pytest.mark.parametrize("name", REGION_TABLES)
    def test_another_encoding(self, data, name):
        """»CSV (semikolonsepareret)« of a Danish Excel is Windows' own encoding."""
        text = (data / file(name)).read_text("utf-8") + "Ærø\n"
        write_with_card(data / file(name), text.encode("cp1252"))
        [fault] = [fault for fault in faults_in(data) if "UTF-8" in fault]
        assert "i Excel som »CSV UTF-8«" in fault

    def test_another_heading(self, data):
        replace_in(data, file("fora.csv"), "i_reglerne", "regel")
        assert any("ventede overskriften forum,i_reglerne,pladser" in fault for fault in faults_in(data))

    def test_a_file_changed_since_it_was_confirmed(self, data):
        path = data / file("fremmoede.csv")
        path.write_bytes(path.read_bytes().replace(b"Finn Eksempelsen,nej", b"Finn Eksempelsen,ja"))
        [fault] = faults_in(data)
        assert "Fortryd ændringen, eller bekræft ændringen med" in fault

    def test_a_new_file_without_a_card(self, data):
        (data / file("fora.kilde.toml")).unlink()
        [fault] = faults_in(data)
        assert "fandt intet kildekort" in fault
        assert "Er filen ny, så bekræft den med" in fault


class TestTwoOfOneName:
    """A person with one name in two municipalities is two persons."""

    @pytest.fixture
    def two(self, data):
        """C's Christian of Struer is called as A's Anne of Aarhus."""
        replace_in(data, file("medlemmer.csv"), "Christian Eksempelsen,Struer", "Anne Eksempelsen,Struer")
        return data

    def test_a_name_alone_is_asked_about_wherever_it_stands(self, two):
        both = "Anne Eksempelsen (Aarhus) eller Anne Eksempelsen (Struer)"
        asked = [fault for fault in faults_in(two) if both in fault]
        assert {fault.partition(",")[0] for fault in asked} == {
            file(name) for name in ("fremmoede.csv", "moede.toml", "udpegninger.csv")
        }

    def test_with_the_municipality_after_it_is_one_of_them(self, two):
        replace_in(two, file("fremmoede.csv"), "Anne Eksempelsen,", "Anne Eksempelsen (Aarhus),")
        replace_in(two, file("fremmoede.csv"), "Christian Eksempelsen,", "Anne Eksempelsen (Struer),")
        replace_in(two, file("moede.toml"), '"Anne Eksempelsen"', '"Anne Eksempelsen (Aarhus)"')
        text = (two / file("udpegninger.csv")).read_text("utf-8")
        text = text.replace("Anne Eksempelsen,,", "Anne Eksempelsen (Aarhus),,")
        text = text.replace("Christian Eksempelsen,,", "Anne Eksempelsen,Struer,")
        write_with_card(two / file("udpegninger.csv"), text.encode())
        dossier = read(two)
        assert {"Anne Eksempelsen (Aarhus)", "Anne Eksempelsen (Struer)"} <= dossier.attending
        assert dossier.elected[0].person == "Anne Eksempelsen (Aarhus)"
        named = [entry.name for entry in dossier.noted("RAR Vestjylland").named]
        assert "Anne Eksempelsen (Struer)" in named

    def test_somebody_on_another_council_with_a_member_s_name(self, data):
        """Named with another municipality it is not the member, and is called so everywhere."""
        append_to(data, file("udpegninger.csv"), f"{EH},F,,Finn Eksempelsen,Viborg,,,,,,")
        dossier = read(data)
        assert "Finn Eksempelsen (Viborg)" in dossier.eligible
        assert dossier.noted("Erhvervshus Midtjylland, bestyrelsen").named[-1].name == (
            "Finn Eksempelsen (Viborg)"
        )

    def test_and_a_name_alone_is_still_the_member(self, data):
        """Freja of Aarhus is a member; the one of Viborg is named with her municipality."""
        append_to(data, file("udpegninger.csv"), f"{EH},F,,Freja Eksempelsen,Viborg,,,,,,")
        noted = read(data).noted("Overvågningsudvalget for EU's regional- og socialfond")
        assert [entry.name for entry in noted.named] == ["Freja Eksempelsen"]


def test_a_lot_that_the_election_has_recorded_already(data, monkeypatch):
    """The chair's lot is written once: in the election's own file, or in the meeting's."""
    from dataclasses import replace

    import meeting_folder

    from kkr_analysis.allocation import DrawnLot
    from kkr_analysis.composition.election import RegionalLot

    lot = DrawnLot(stage="formand og næstformand, post 1", tied=frozenset({"A", "V"}), winners=("A",))
    election = replace(meeting_folder.RESULT.election, lots=(RegionalLot(region="midtjylland", lot=lot),))
    monkeypatch.setattr(meeting_folder, "RESULT", replace(meeting_folder.RESULT, election=election))
    append_to(data, file("lodtraekninger.csv"), '"formand og næstformand, post 1",A / V,A,2022-01-19,')
    [fault] = faults_in(data)
    assert "ikke allerede står i valgets egen lodtraekninger.csv" in fault
