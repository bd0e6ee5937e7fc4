"""Actors as text: codes, names and what each scheme calls them. Data only.

``peacetalks.actors.world()`` reads these tables on its first call; nothing here is read on import.
One actor a line, cells separated by ``|``, several values of a cell by blanks (names by ``;``).
``=`` is the actor's own code, and ``code@when`` a code that counts on those days only.

The groups say which list an actor stands on and nothing about recognition: ``STATES`` are the
members and observers of the UN and what else the Gleditsch-Ward list of states has with an ISO
3166-1 code, ``TERRITORIES`` all other codes of ISO 3166-1, ``ENTITIES`` are claimed or partially
recognised, ``HISTORIC`` have ended.

Sources: ISO 3166-1 and 3166-3 (withdrawn codes); the Gleditsch-Ward list of independent states
with its list of microstates; the Correlates of War state system list of 2016; FIPS 10-4 with its
change notices (in use at GDELT for places, withdrawn elsewhere in 2008); the actor codebook of CAMEO
1.1b3 and the codes of its dictionaries; the country codes of UNHCR's population statistics.

Warnings:
- FIPS and ISO 3166-1 alpha-2 look alike and disagree: ``AS`` is Australia in one and American
  Samoa in the other, ``CH`` China and Switzerland, ``IS`` Israel and Iceland, ``RS`` Russia and
  Serbia.
- UNHCR counts Kosovo under ``SRB`` (Security Council resolution 1244) and writes ``AUS`` for
  Austria, ``ARE`` for Egypt.
- COW keeps the number 345 for Yugoslavia, Serbia and Montenegro, and Serbia; Gleditsch and Ward
  give Serbia 340.
- CAMEO writes the alpha-3 code of ISO and, in older dictionaries, codes of its own.
- A name several states share (Congo, Korea) stands with each, so that it leads to none of them.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "COUNTRY_SCHEMES",
    "ENTITIES",
    "HISTORIC",
    "ORGANISATIONS",
    "STATES",
    "TERRITORIES",
]

COUNTRY_SCHEMES: Final = (
    "iso3",
    "iso2",
    "isonum",
    "gw",
    "cow",
    "cowc",
    "cameo",
    "fips",
    "unhcr",
)
"""The schemes of the middle cells in ``STATES`` and ``TERRITORIES``.

The whole line: code, name, one cell per scheme, valid, other names.
"""

STATES: Final = """\
AFG|Afghanistan|=|AF|004|700|700|AFG|=|AF|AFG||Islamic Republic of Afghanistan
AGO|Angola|=|AO|024|540|540|ANG|=|AO|ANG||Republic of Angola
ALB|Albania|=|AL|008|339|339|ALB|=|AL|ALB||Republic of Albania
AND|Andorra|=|AD|020|232|232|AND|=|AN|AND||Principality of Andorra
ARE|United Arab Emirates|=|AE|784|696|696|UAE|=|AE|UAE||UAE;Emirates
ARG|Argentina|=|AR|032|160|160|ARG|=|AR|ARG||Argentine Republic
ARM|Armenia|=|AM|051|371|371|ARM|=|AM|ARM|1991-09-21/..|Republic of Armenia
ATG|Antigua and Barbuda|=|AG|028|58|58|AAB|=|AC|ANT||
AUS|Australia|=|AU|036|900|900|AUL|=|AS|AUL||
AUT|Austria|=|AT|040|305|305|AUS|=|AU|AUS||Republic of Austria
AZE|Azerbaijan|=|AZ|031|373|373|AZE|=|AJ|AZE|1991-10-18/..|Republic of Azerbaijan
BDI|Burundi|=|BI|108|516|516|BUI|=|BY|BDI||Republic of Burundi
BEL|Belgium|=|BE|056|211|211|BEL|=|BE|BEL||Kingdom of Belgium
BEN|Benin|BEN DHY@../1977|BJ DY@../1977|204|434|434|BEN|=|BN|BEN||Dahomey;Republic of Benin
BFA|Burkina Faso|BFA HVO@../1984|BF HV@../1984|854|439|439|BFO|=|UV|BKF||Upper Volta
BGD|Bangladesh|=|BD|050|771|771|BNG|=|BG|BGD||People's Republic of Bangladesh
BGR|Bulgaria|=|BG|100|355|355|BUL|=|BU|BUL||Republic of Bulgaria
BHR|Bahrain|=|BH|048|692|692|BAH|=|BA|BAH||Kingdom of Bahrain
BHS|Bahamas|=|BS|044|31|31|BHM|=|BF|BHS||Commonwealth of the Bahamas
BIH|Bosnia and Herzegovina|=|BA|070|346|346|BOS|=|BK|BSN|1992-03-03/..|Bosnia;Republic of Bosnia and Herzegovina
BLR|Belarus|BLR BYS@../1992-06-15|BY|112|370|370|BLR|=|BO|BLR|1991-08-25/..|Byelorussia;Belorussia;Republic of Belarus
BLZ|Belize|=|BZ|084|80|80|BLZ|=|BH|BZE||
BOL|Bolivia|=|BO|068|145|145|BOL|=|BL|BOL||Bolivia (Plurinational State of);Plurinational State of Bolivia
BRA|Brazil|=|BR|076|140|140|BRA|=|BR|BRA||Federative Republic of Brazil
BRB|Barbados|=|BB|052|53|53|BAR|=|BB|BAR||
BRN|Brunei|=|BN|096|835|835|BRU|=|BX|BRU||Brunei Darussalam
BTN|Bhutan|=|BT|064|760|760|BHU|=|BT|BHU||Kingdom of Bhutan
BWA|Botswana|=|BW|072|571|571|BOT|=|BC|BOT||Republic of Botswana
CAF|Central African Republic|=|CF|140|482|482|CEN|=|CT|CAR||CAR;Central African Rep.
CAN|Canada|=|CA|124|20|20|CAN|=|CA|CAN||
CHE|Switzerland|=|CH|756|225|225|SWZ|=|SZ|SWI||Swiss Confederation
CHL|Chile|=|CL|152|155|155|CHL|=|CI|CHL||Republic of Chile
CHN|China|=|CN|156|710|710|CHN|=|CH|CHI||People's Republic of China;PRC;Mainland China
CIV|Côte d'Ivoire|=|CI|384|437|437|CDI|=|IV|ICO||Ivory Coast;Republic of Côte d'Ivoire
CMR|Cameroon|=|CM|120|471|471|CAO|=|CM|CMR||Republic of Cameroon
COD|DR Congo|COD ZAR@../1997-07-14|CD ZR@../1997-07-14|180|490|490|DRC|=|CG|COD||Democratic Republic of the Congo;Democratic Republic of Congo;DRC;Congo-Kinshasa;Zaire;Congo;Congo, The Democratic Republic of the;Dem. Rep. of the Congo
COG|Republic of the Congo|=|CG|178|484|484|CON|=|CF|COB||Congo-Brazzaville;Congo Republic;Republic of Congo;Congo
COL|Colombia|=|CO|170|100|100|COL|=|CO|COL||Republic of Colombia
COM|Comoros|=|KM|174|581|581|COM|=|CN|COI||Union of the Comoros
CPV|Cabo Verde|=|CV|132|402|402|CAP|=|CV|CVI||Cape Verde;Republic of Cabo Verde
CRI|Costa Rica|=|CR|188|94|94|COS|=|CS|COS||Republic of Costa Rica
CUB|Cuba|=|CU|192|40|40|CUB|=|CU|CUB||Republic of Cuba
CYP|Cyprus|=|CY|196|352|352|CYP|=|CY|CYP||Republic of Cyprus
CZE|Czechia|=|CZ|203|316|316|CZR|=|EZ|CZE|1993-01-01/..|Czech Republic
DEU|Germany|=|DE|276 280@../1990-10-02|260@1949-09-21/.. 255@1871-01-18/1945-05-08|255 260@1955-05-05/1990-10-02|GMY GFR|DEU GMW|GM|GFR||West Germany;Federal Republic of Germany
DJI|Djibouti|DJI AFI@../1977|DJ|262|522|522|DJI|=|DJ|DJB||Republic of Djibouti
DMA|Dominica|=|DM|212|54|54|DMA|=|DO|DMA||Commonwealth of Dominica
DNK|Denmark|=|DK|208|390|390|DEN|=|DA|DEN||Kingdom of Denmark
DOM|Dominican Republic|=|DO|214|42|42|DOM|=|DR|DOM||Dominican Rep.
DZA|Algeria|=|DZ|012|615|615|ALG|=|AG|ALG||People's Democratic Republic of Algeria
ECU|Ecuador|=|EC|218|130|130|ECU|=|EC|ECU||Republic of Ecuador
EGY|Egypt|=|EG|818|651|651|EGY|=|EG|ARE||Arab Republic of Egypt
ERI|Eritrea|=|ER|232|531|531|ERI|=|ER|ERT|1993-05-24/..|the State of Eritrea
ESP|Spain|=|ES|724|230|230|SPN|=|SP|SPA||Kingdom of Spain
EST|Estonia|=|EE|233|366|366|EST|=|EN|EST|1991-08-20/..|Republic of Estonia
ETH|Ethiopia|=|ET|231 230@../1993|530|530|ETH|=|ET|ETH||Federal Democratic Republic of Ethiopia
FIN|Finland|=|FI|246|375|375|FIN|=|FI|FIN||Republic of Finland
FJI|Fiji|=|FJ|242|950|950|FIJ|=|FJ|FIJ||Republic of Fiji
FRA|France|=|FR|250|220|220|FRN|=|FR|FRA||French Republic
FSM|Micronesia|=|FM|583|987|987|FSM|=|FM|FSM|1986-11-03/..|Federated States of Micronesia;Micronesia (Federated States of);Micronesia, Fed. Sts.
GAB|Gabon|=|GA|266|481|481|GAB|=|GB|GAB||Gabonese Republic
GBR|United Kingdom|=|GB|826|200|200|UKG|=|UK|GBR||UK;Great Britain;Britain;United Kingdom of Great Britain and Northern Ireland
GEO|Georgia|=|GE|268|372|372|GRG|=|GG|GEO|1991-04-09/..|Republic of Georgia
GHA|Ghana|=|GH|288|452|452|GHA|=|GH|GHA||Republic of Ghana
GIN|Guinea|=|GN|324|438|438|GUI|=|GV|GUI||Republic of Guinea
GMB|Gambia|=|GM|270|420|420|GAM|=|GA|GAM||Republic of the Gambia
GNB|Guinea-Bissau|=|GW|624|404|404|GNB|=|PU|GNB||Republic of Guinea-Bissau
GNQ|Equatorial Guinea|=|GQ|226|411|411|EQG|=|EK|EGU||Republic of Equatorial Guinea
GRC|Greece|=|GR|300|350|350|GRC|=|GR|GRE||Hellenic Republic
GRD|Grenada|=|GD|308|55|55|GRN|=|GJ|GRN||
GTM|Guatemala|=|GT|320|90|90|GUA|=|GT|GUA||Republic of Guatemala
GUY|Guyana|=|GY|328|110|110|GUY|=|GY|GUY||Republic of Guyana
HND|Honduras|=|HN|340|91|91|HON|=|HO|HON||Republic of Honduras
HRV|Croatia|=|HR|191|344|344|CRO|=|HR|HRV|1991-06-25/..|Republic of Croatia
HTI|Haiti|=|HT|332|41|41|HAI|=|HA|HAI||Republic of Haiti
HUN|Hungary|=|HU|348|310|310|HUN|=|HU|HUN||
IDN|Indonesia|=|ID|360|850|850|INS|=|ID|INS||Republic of Indonesia
IND|India|=|IN|356|750|750|IND|=|IN|IND||Republic of India
IRL|Ireland|=|IE|372|205|205|IRE|=|EI|IRE||Eire
IRN|Iran|=|IR|364|630|630|IRN|=|IR|IRN||Iran (Islamic Republic of);Islamic Republic of Iran;Iran (Islamic Rep. of)
IRQ|Iraq|=|IQ|368|645|645|IRQ|=|IZ|IRQ||Republic of Iraq
ISL|Iceland|=|IS|352|395|395|ICE|=|IC|ICE||Republic of Iceland
ISR|Israel|=|IL|376|666|666|ISR|=|IS|ISR||State of Israel
ITA|Italy|=|IT|380|325|325|ITA|=|IT|ITA||Italian Republic
JAM|Jamaica|=|JM|388|51|51|JAM|=|JM|JAM||
JOR|Jordan|=|JO|400|663|663|JOR|=|JO|JOR||Hashemite Kingdom of Jordan
JPN|Japan|=|JP|392|740|740|JPN|=|JA|JPN||
KAZ|Kazakhstan|=|KZ|398|705|705|KZK|=|KZ|KAZ|1991-12-16/..|Republic of Kazakhstan
KEN|Kenya|=|KE|404|501|501|KEN|=|KE|KEN||Republic of Kenya
KGZ|Kyrgyzstan|=|KG|417|703|703|KYR|=|KG|KGZ|1991-08-31/..|Kyrgyz Republic;Kirghizia
KHM|Cambodia|=|KH|116|811|811|CAM|=|CB|CAM||Kampuchea;Kingdom of Cambodia
KIR|Kiribati|=|KI|296|970|946|KIR|=|KR|KIR||Republic of Kiribati
KNA|Saint Kitts and Nevis|=|KN|659|60|60|SKN|=|SC|STK||
KOR|South Korea|=|KR|410|732|732|ROK|=|KS|KOR||Republic of Korea;ROK;Korea;Korea, Republic of;Rep. of Korea
KWT|Kuwait|=|KW|414|690|690|KUW|=|KU|KUW||State of Kuwait
LAO|Laos|=|LA|418|812|812|LAO|=|LA|LAO||Lao People's Democratic Republic;Lao PDR
LBN|Lebanon|=|LB|422|660|660|LEB|=|LE|LEB||Lebanese Republic
LBR|Liberia|=|LR|430|450|450|LBR|=|LI|LBR||Republic of Liberia
LBY|Libya|=|LY|434|620|620|LIB|=|LY|LBY||Libyan Arab Jamahiriya
LCA|Saint Lucia|=|LC|662|56|56|SLU|=|ST|LCA||
LIE|Liechtenstein|=|LI|438|223|223|LIE|=|LS|LIE||Principality of Liechtenstein
LKA|Sri Lanka|=|LK|144|780|780|SRI|=|CE|LKA||Ceylon;Democratic Socialist Republic of Sri Lanka
LSO|Lesotho|=|LS|426|570|570|LES|=|LT|LES||Kingdom of Lesotho
LTU|Lithuania|=|LT|440|368|368|LIT|=|LH|LTU|1990-03-11/..|Republic of Lithuania
LUX|Luxembourg|=|LU|442|212|212|LUX|=|LU|LUX||Grand Duchy of Luxembourg
LVA|Latvia|=|LV|428|367|367|LAT|=|LG|LVA|1991-08-21/..|Republic of Latvia
MAR|Morocco|=|MA|504|600|600|MOR|=|MO|MOR||Kingdom of Morocco
MCO|Monaco|=|MC|492|221|221|MNC|=|MN|MCO||Principality of Monaco
MDA|Moldova|=|MD|498|359|359|MLD|=|MD|MDA|1991-08-27/..|Moldavia;Republic of Moldova;Moldova, Republic of;Rep. of Moldova
MDG|Madagascar|=|MG|450|580|580|MAG|=|MA|MAD||Republic of Madagascar
MDV|Maldives|=|MV|462|781|781|MAD|=|MV|MDV||Republic of Maldives
MEX|Mexico|=|MX|484|70|70|MEX|=|MX|MEX||United Mexican States
MHL|Marshall Islands|=|MH|584|983|983|MSI|=|RM|MHL|1986-10-21/..|Republic of the Marshall Islands
MKD|North Macedonia|=|MK|807|343|343|MAC|=|MK|MCD|1991-09-08/..|Macedonia;FYROM;former Yugoslav Republic of Macedonia;Republic of North Macedonia
MLI|Mali|=|ML|466|432|432|MLI|=|ML|MLI||Republic of Mali
MLT|Malta|=|MT|470|338|338|MLT|=|MT|MTA||Republic of Malta
MMR|Myanmar|MMR BUR@../1989-12-05|MM BU@../1989-12-05|104|775|775|MYA|=|BM|MYA||Burma;Republic of Myanmar;Myanmar (Burma)
MNE|Montenegro|=|ME|499|341|341|MNG|MNE MTN|MJ|MNE|2006-06-03/..|
MNG|Mongolia|=|MN|496|712|712|MON|=|MG|MNG||
MOZ|Mozambique|=|MZ|508|541|541|MZM|=|MZ|MOZ||Republic of Mozambique
MRT|Mauritania|=|MR|478|435|435|MAA|=|MR|MAU||Islamic Republic of Mauritania
MUS|Mauritius|=|MU|480|590|590|MAS|=|MP|MTS||Republic of Mauritius
MWI|Malawi|=|MW|454|553|553|MAW|=|MI|MLW||Republic of Malawi
MYS|Malaysia|=|MY|458|820|820|MAL|=|MY|MLS||
NAM|Namibia|=|NA|516|565|565|NAM|=|WA|NAM|1990-03-21/..|Republic of Namibia
NER|Niger|=|NE|562|436|436|NIR|=|NG|NGR||Republic of the Niger
NGA|Nigeria|=|NG|566|475|475|NIG|=|NI|NIG||Federal Republic of Nigeria
NIC|Nicaragua|=|NI|558|93|93|NIC|=|NU|NIC||Republic of Nicaragua
NLD|Netherlands|=|NL|528|210|210|NTH|=|NL|NET||Holland;Kingdom of the Netherlands;Netherlands (Kingdom of the)
NOR|Norway|=|NO|578|385|385|NOR|=|NO|NOR||Kingdom of Norway
NPL|Nepal|=|NP|524|790|790|NEP|=|NP|NEP||Federal Democratic Republic of Nepal
NRU|Nauru|=|NR|520|971|970|NAU|=|NR|NRU||Republic of Nauru
NZL|New Zealand|=|NZ|554|920|920|NEW|=|NZ|NZL||Aotearoa
OMN|Oman|=|OM|512|698|698|OMA|=|MU|OMN||Sultanate of Oman
PAK|Pakistan|=|PK|586|770|770|PAK|=|PK|PAK||Islamic Republic of Pakistan
PAN|Panama|=|PA|591|95|95|PAN|=|PM|PAN||Republic of Panama
PER|Peru|=|PE|604|135|135|PER|=|PE|PER||Republic of Peru
PHL|Philippines|=|PH|608|840|840|PHI|=|RP|PHI||Republic of the Philippines
PLW|Palau|=|PW|585|986|986|PAL|=|PS|PLW|1994-10-01/..|Republic of Palau
PNG|Papua New Guinea|=|PG|598|910|910|PNG|=|PP|PNG||Independent State of Papua New Guinea
POL|Poland|=|PL|616|290|290|POL|=|PL|POL||Republic of Poland
PRK|North Korea|=|KP|408|731|731|PRK|=|KN|KRN||DPRK;Democratic People's Republic of Korea;Korea;Korea, Democratic People's Republic of
PRT|Portugal|=|PT|620|235|235|POR|=|PO|POR||Portuguese Republic
PRY|Paraguay|=|PY|600|150|150|PAR|=|PA|PAR||Republic of Paraguay
PSE|Palestine|=|PS|275||||PSE PAL|WE GZ|GAZ||Palestinian Territories;Occupied Palestinian Territory;State of Palestine;Palestinian Authority;West Bank and Gaza;Palestinian National Authority;Palestine, State of
QAT|Qatar|=|QA|634|694|694|QAT|=|QA|QAT||State of Qatar
ROU|Romania|ROU ROM@../2002-02-01|RO|642|360|360|ROM|ROU ROM|RO|ROM||
RUS|Russia|=|RU|643|365@1991-12-26/..|365@1991-12-26/..|RUS@1991-12-26/..|=|RS|RUS|1991-12-26/..|Russian Federation
RWA|Rwanda|=|RW|646|517|517|RWA|=|RW|RWA||Rwandese Republic
SAU|Saudi Arabia|=|SA|682|670|670|SAU|=|SA|SAU||KSA;Kingdom of Saudi Arabia
SDN|Sudan|=|SD|729 736@../2011|625|625|SUD|=|SU|SUD||North Sudan;Republic of the Sudan
SEN|Senegal|=|SN|686|433|433|SEN|=|SG|SEN||Republic of Senegal
SGP|Singapore|=|SG|702|830|830|SIN|=|SN|SIN||Republic of Singapore
SLB|Solomon Islands|=|SB|090|940|940|SOL|=|BP|SOL||
SLE|Sierra Leone|=|SL|694|451|451|SIE|=|SL|SLE||Republic of Sierra Leone
SLV|El Salvador|=|SV|222|92|92|SAL|=|ES|SAL||Republic of El Salvador
SMR|San Marino|=|SM|674|331|331|SNM|=|SM|SMA||Republic of San Marino
SOM|Somalia|=|SO|706|520|520|SOM|=|SO|SOM||Federal Republic of Somalia
SRB|Serbia|=|RS|688|340|345@2006-06-05/..|YUG@2006-06-05/..|=|RI RB|SRB|2006-06-05/..|Republic of Serbia
SSD|South Sudan|=|SS|728|626|626|SSD|=|OD|SSD|2011-07-09/..|Republic of South Sudan
STP|São Tomé and Príncipe|=|ST|678|403|403|STP|=|TP|STP||Democratic Republic of Sao Tome and Principe
SUR|Suriname|=|SR|740|115|115|SUR|=|NS|SUR||Republic of Suriname
SVK|Slovakia|=|SK|703|317|317|SLO|=|LO|SVK|1993-01-01/..|Slovak Republic
SVN|Slovenia|=|SI|705|349|349|SLV|=|SI|SVN|1991-06-25/..|Republic of Slovenia
SWE|Sweden|=|SE|752|380|380|SWD|=|SW|SWE||Kingdom of Sweden
SWZ|Eswatini|=|SZ|748|572|572|SWA|=|WZ|SWA||Swaziland;Kingdom of Eswatini
SYC|Seychelles|=|SC|690|591|591|SEY|=|SE|SEY||Republic of Seychelles
SYR|Syria|=|SY|760|652|652|SYR|=|SY|SYR||Syrian Arab Republic;Syrian Arab Rep.
TCD|Chad|=|TD|148|483|483|CHA|=|CD|CHD||Republic of Chad
TGO|Togo|=|TG|768|461|461|TOG|=|TO|TOG||Togolese Republic
THA|Thailand|=|TH|764|800|800|THI|=|TH|THA||Kingdom of Thailand
TJK|Tajikistan|=|TJ|762|702|702|TAJ|=|TI|TJK|1991-09-09/..|Republic of Tajikistan
TKM|Turkmenistan|=|TM|795|701|701|TKM|=|TX|TKM|1991-10-27/..|
TLS|Timor-Leste|TLS TMP@../2002-05-20|TL TP@../2002-05-20|626|860|860|ETM|TLS TMP|TT|TMP|2002-05-20/..|East Timor;Democratic Republic of Timor-Leste
TON|Tonga|=|TO|776|972|955|TON|=|TN|TON||Kingdom of Tonga
TTO|Trinidad and Tobago|=|TT|780|52|52|TRI|=|TD|TRT||Republic of Trinidad and Tobago
TUN|Tunisia|=|TN|788|616|616|TUN|=|TS|TUN||Republic of Tunisia
TUR|Türkiye|=|TR|792|640|640|TUR|=|TU|TUR||Turkey;Republic of Türkiye
TUV|Tuvalu|=|TV|798|973|947|TUV|=|TV|TUV||
TWN|Taiwan|=|TW|158|713|713|TAW|=|TW|||Chinese Taipei;Taiwan, Province of China
TZA|Tanzania|=|TZ|834|510|510|TAZ|=|TZ|TAN||United Republic of Tanzania;Tanzania, United Republic of;United Rep. of Tanzania
UGA|Uganda|=|UG|800|500|500|UGA|=|UG|UGA||Republic of Uganda
UKR|Ukraine|=|UA|804|369|369|UKR|=|UP|UKR|1991-08-24/..|
URY|Uruguay|=|UY|858|165|165|URU|=|UY|URU||Eastern Republic of Uruguay
USA|United States|=|US|840|2|2|USA|=|US|USA||United States of America;US
UZB|Uzbekistan|=|UZ|860|704|704|UZB|=|UZ|UZB|1991-09-01/..|Republic of Uzbekistan
VAT|Holy See|=|VA|336||||=|VT|VAT||Vatican;Vatican City;Holy See (Vatican City State)
VCT|Saint Vincent and Grenadines|=|VC|670|57|57|SVG|=|VC|VCT||Saint Vincent and the Grenadines
VEN|Venezuela|=|VE|862|101|101|VEN|=|VE|VEN||Venezuela (Bolivarian Republic of);Bolivarian Republic of Venezuela
VNM|Vietnam|=|VN|704|816|816|DRV|=|VM|SRV||Viet Nam;North Vietnam;Socialist Republic of Viet Nam
VUT|Vanuatu|VUT NHB@../1980|VU NH@../1980|548|935|935|VAN|=|NH|VAN||Republic of Vanuatu
WSM|Samoa|=|WS|882|990|990|WSM|=|WS|WES||Independent State of Samoa
YEM|Yemen|=|YE|887|678@1990-05-22/..|679|YEM|=|YM|YEM|1990-05-22/..|Republic of Yemen
ZAF|South Africa|=|ZA|710|560|560|SAF|=|SF|RSA||RSA;Republic of South Africa
ZMB|Zambia|=|ZM|894|551|551|ZAM|=|ZA|ZAM||Republic of Zambia
ZWE|Zimbabwe|ZWE RHO@../1980|ZW RH@../1980|716|552|552|ZIM|=|ZI|ZIM||Rhodesia;Republic of Zimbabwe
"""

TERRITORIES: Final = """\
ABW|Aruba|=|AW|533||||=|AA|ABW||
AIA|Anguilla|=|AI|660||||=|AV|AIA||
ALA|Åland Islands|=|AX|248||||=||||
ASM|American Samoa|=|AS|016||||=|AQ|||
ATA|Antarctica|=|AQ|010||||=|AY|||
ATF|French Southern Territories|=|TF|260||||=|FS|||
BES|Caribbean Netherlands|=|BQ|535||||=||BES||Bonaire, Sint Eustatius and Saba;Bonaire, Saint Eustatius and Saba
BLM|Saint Barthélemy|=|BL|652||||=|TB|||St. Barths
BMU|Bermuda|=|BM|060||||=|BD|BER||
BVT|Bouvet Island|=|BV|074||||=|BV|BVT||
CCK|Cocos (Keeling) Islands|=|CC|166||||=|CK|||
COK|Cook Islands|=|CK|184||||=|CW|COK||
CUW|Curaçao|=|CW|531||||=|UC|CUW||
CXR|Christmas Island|=|CX|162||||=|KT|||
CYM|Cayman Islands|=|KY|136||||=|CJ|CAY||
ESH|Western Sahara|=|EH|732||||=|WI|WSH||Sahrawi Republic;Sahrawi Arab Democratic Republic;SADR
FLK|Falkland Islands|=|FK|238||||=|FK|||Malvinas;Falkland Islands (Malvinas)
FRO|Faroe Islands|=|FO|234||||=|FO|FRO||
GGY|Guernsey|=|GG|831||||=|GK|||
GIB|Gibraltar|=|GI|292||||=|GI|GIB||
GLP|Guadeloupe|=|GP|312||||=|GP|GLP||
GRL|Greenland|=|GL|304||||=|GL|GRL||
GUF|French Guiana|=|GF|254||||=|FG|FGU||
GUM|Guam|=|GU|316||||=|GQ|GUM||
HKG|Hong Kong|=|HK|344||||=|HK|HKG||Hong Kong SAR;Hong Kong Special Administrative Region of China;China, Hong Kong SAR
HMD|Heard and McDonald Islands|=|HM|334||||=|HM|||Heard Island and McDonald Islands
IMN|Isle of Man|=|IM|833||||IMN IMY|IM|||
IOT|British Indian Ocean Territory|=|IO|086||||=|IO|||
JEY|Jersey|=|JE|832||||=|JE|||
MAC|Macao|=|MO|446||||=|MC|MAC||Macau;Macao Special Administrative Region of China;China, Macao SAR
MAF|Saint Martin|=|MF|663||||=|RN|MAF||Saint Martin (French part)
MNP|Northern Mariana Islands|=|MP|580||||=|CQ|MNP||Commonwealth of the Northern Mariana Islands
MSR|Montserrat|=|MS|500||||=|MH|MSR||
MTQ|Martinique|=|MQ|474||||=|MB|MAR||
MYT|Mayotte|=|YT|175||||=|MF|||
NCL|New Caledonia|=|NC|540||||=|NC|FNC||
NFK|Norfolk Island|=|NF|574||||=|NF|||
NIU|Niue|=|NU|570||||=|NE|NIU||
PCN|Pitcairn Islands|=|PN|612||||=|PC|||Pitcairn
PRI|Puerto Rico|=|PR|630||||=|RQ|PUE||
PYF|French Polynesia|=|PF|258||||=|FP|FPO||
REU|Réunion|=|RE|638||||=|RE|REU||
SGS|South Georgia and the South Sandwich Islands|=|GS|239||||=|SX|SGS||South Georgia & South Sandwich Islands
SHN|Saint Helena|=|SH|654||||=|SH|||Saint Helena, Ascension and Tristan da Cunha
SJM|Svalbard and Jan Mayen|=|SJ|744||||=|SV JN|SJM||Svalbard and Jan Mayen Islands
SPM|Saint Pierre and Miquelon|=|PM|666||||=|SB|SPM||
SXM|Sint Maarten|=|SX|534||||=|NN|SXM||Sint Maarten (Dutch part)
TCA|Turks and Caicos Islands|=|TC|796||||=|TK|TCI||
TKL|Tokelau|=|TK|772||||=|TL|||
UMI|US Minor Outlying Islands|=|UM|581||||=||||United States Minor Outlying Islands
VGB|British Virgin Islands|=|VG|092||||=|VI|BVI||Virgin Islands;Virgin Islands, British
VIR|US Virgin Islands|=|VI|850||||=|VQ|||Virgin Islands;United States Virgin Islands;Virgin Islands, U.S.;Virgin Islands of the United States
WLF|Wallis and Futuna|=|WF|876||||=|WF|||Wallis and Futuna Islands
"""

# From here on: code, name, part of, valid, scheme:code, other names.

ORGANISATIONS: Final = """\
EU|European Union|||cameo:EEC cameo:IGOEUREEC|European Community;European Communities;EC
UN|United Nations|||cameo:UNO cameo:IGOUNO|United Nations Organization;UNO
UNSC|UN Security Council|UN|||United Nations Security Council;Security Council
UNGA|UN General Assembly|UN|||United Nations General Assembly
UNHCR|UN High Commissioner for Refugees|UN||cameo:HCR cameo:IGOUNOREFHCR|UN Refugee Agency;United Nations High Commissioner for Refugees
OCHA|UN Office for the Coordination of Humanitarian Affairs|UN|||UNOCHA
WFP|World Food Programme|UN||cameo:WFP cameo:IGOUNOWFP|
ICJ|International Court of Justice|UN||cameo:ICJ cameo:IGOUNOJUDICJ|World Court
ICC|International Criminal Court|||cameo:ICC cameo:IGOJUDICC|
IAEA|International Atomic Energy Agency|||cameo:IAE cameo:IGOUNOIAE|
ICRC|International Committee of the Red Cross||||
IOM|International Organization for Migration|||cameo:IOM cameo:NGOREFIOM|
OSCE|Organization for Security and Co-operation in Europe|||cameo:SCE cameo:IGOEURSCE|CSCE;Conference on Security and Co-operation in Europe
MINSK-GROUP|OSCE Minsk Group|OSCE|1992-03-24/2025-09-01||Minsk Group;CSCE Minsk Group
COE|Council of Europe|||cameo:COE cameo:IGOEURCOE|
NATO|North Atlantic Treaty Organization|||cameo:NAT cameo:IGOWSTNAT|North Atlantic Alliance
AU|African Union||2002-07-09/..|cameo:AFU cameo:IGOAFRAFU|
OAU|Organisation of African Unity||1963-05-25/2002-07-08|cameo:OAU cameo:IGOAFROAU|Organization of African Unity
ECOWAS|Economic Community of West African States|||cameo:WAS cameo:IGOWAFWAS|CEDEAO
IGAD|Intergovernmental Authority on Development|||cameo:IAD cameo:IGOEAFDEVIAD|IGADD
EAC|East African Community|||cameo:EAC cameo:IGOEAFEAC|
SADC|Southern African Development Community|||cameo:SAD cameo:IGOSAFSAD cameo:IGOSAFDEVSAD|
ASEAN|Association of Southeast Asian Nations|||cameo:ASN cameo:IGOSEAASN|
ARAB-LEAGUE|Arab League|||cameo:ARL cameo:IGOMEAARL|League of Arab States;LAS
GCC|Gulf Cooperation Council|||cameo:GCC cameo:IGOPGSGCC|Cooperation Council for the Arab States of the Gulf
OIC|Organisation of Islamic Cooperation|||cameo:IGOMOSOIC|Organization of the Islamic Conference;Organisation of the Islamic Conference
OAS|Organization of American States|||cameo:OAS cameo:IGOOAS|
CIS|Commonwealth of Independent States|||cameo:CIS cameo:IGOCASCIS|
CSTO|Collective Security Treaty Organization||||
SCO|Shanghai Cooperation Organisation||||Shanghai Cooperation Organization
OTS|Organization of Turkic States||||Turkic Council
"""

ENTITIES: Final = """\
NK|Nagorno-Karabakh||1991-09-02/2024-01-01||Nagorny Karabakh;Nagorno-Karabakh Republic;NKR;Artsakh;Republic of Artsakh;Karabakh;Mountainous Karabakh
XKX|Kosovo||2008-02-17/..|iso3:XKX iso2:XK gw:347 cow:347 cowc:KOS cameo:KSV fips:KV unhcr:KOS|Republic of Kosovo
ABK|Abkhazia|||gw:396|Republic of Abkhazia
SOS|South Ossetia|||gw:397|Republic of South Ossetia;Tskhinvali region
PMR|Transnistria||1990-09-02/..||Transdniestria;Pridnestrovie;Pridnestrovian Moldavian Republic;Trans-Dniester
TRNC|Northern Cyprus||1983-11-15/..||Turkish Republic of Northern Cyprus;NCY
DPR|Donetsk People's Republic||2014-04-07/..||DNR
LPR|Luhansk People's Republic||2014-04-27/..||LNR;Lugansk People's Republic
SML|Somaliland||1991-05-18/..||Republic of Somaliland
"""

HISTORIC: Final = """\
SUN|Soviet Union||1922-12-30/1991-12-25|iso3:SUN iso2:SU isonum:810 gw:365@../1991-12-25 cow:365@../1991-12-25 cowc:RUS@../1991-12-25 cameo:SUN cameo:USR fips:UR|USSR;Union of Soviet Socialist Republics
YUG|Yugoslavia||1918-12-01/2003-02-03|iso3:YUG iso2:YU isonum:890 isonum:891@../2003-02-03 gw:345@../2003-02-03 cow:345@../2003-02-03 cowc:YUG@../2003-02-03 cameo:YUG cameo:FRY fips:YO fips:YI@../2003-02-03|Federal Republic of Yugoslavia;Socialist Federal Republic of Yugoslavia;SFRY;FRY
SCG|Serbia and Montenegro||2003-02-04/2006-06-04|iso3:SCG iso2:CS@2003-07-23/2006-09-26 isonum:891@2003-02-04/.. gw:345@2003-02-04/2006-06-04 cow:345@2003-02-04/2006-06-04 cowc:YUG@2003-02-04/2006-06-04 cameo:SCG fips:YI@2003-02-04/..|State Union of Serbia and Montenegro
CSK|Czechoslovakia||1918-10-28/1992-12-31|iso3:CSK iso2:CS@../1993-06-15 isonum:200 gw:315 cow:315 cowc:CZE cameo:CSK cameo:CZA fips:CZ|Czech and Slovak Federative Republic
DDR|East Germany||1949-10-07/1990-10-02|iso3:DDR iso2:DD isonum:278 gw:265 cow:265 cowc:GDR cameo:DDR cameo:GME fips:GC|German Democratic Republic;GDR
YAR|North Yemen||1962-09-26/1990-05-21|isonum:886 gw:678@../1990-05-21 cow:678 cowc:YAR cameo:YMN fips:YE|Yemen Arab Republic
YMD|South Yemen||1967-11-30/1990-05-21|iso3:YMD iso2:YD isonum:720 gw:680 cow:680 cowc:YPR cameo:YMD cameo:YMS fips:YS|People's Democratic Republic of Yemen;Democratic Yemen
RVN|South Vietnam||1955-10-26/1975-04-30|gw:817 cow:817 cowc:RVN|Republic of Vietnam;Republic of Viet Nam
ZAN|Zanzibar||1963-12-10/1964-04-26|gw:511 cow:511 cowc:ZAN|
ANT|Netherlands Antilles||1954-12-15/2010-10-10|iso3:ANT iso2:AN isonum:530 cameo:ANT fips:NT|
"""
