"""Outlets that exist, and may not be named in anything invented."""

REAL_OUTLETS = """
ABC News|AFP|Agence France-Presse|Al Jazeera|ANSA|Associated Press|Axios|BBC|Bloomberg|BuzzFeed|CBC|CBS|CNBC|
CNN|Corriere della Sera|Daily Express|Daily Mail|Daily Mirror|Daily Telegraph|Der Spiegel|Deutsche Welle|
Die Welt|Die Zeit|El País|EFE|Euronews|Financial Times|Forbes|Fox News|Frankfurter Allgemeine|Haaretz|
HuffPost|Interfax|Kyiv Independent|Kyiv Post|Kyodo|La Repubblica|Le Figaro|Le Monde|Los Angeles Times|Meduza|
MSNBC|NBC|New York Post|New York Times|Newsweek|NHK|NPR|Politico|ProPublica|Reuters|Sky News|
South China Morning Post|Süddeutsche Zeitung|TASS|The Atlantic|The Economist|The Guardian|The Independent|
The Intercept|The New Yorker|The Sun|The Times|Time magazine|Ukrainska Pravda|UPI|USA Today|Vox|
Wall Street Journal|Washington Post|WikiLeaks|Xinhua|Yonhap
""".replace("\n", "").split("|")
